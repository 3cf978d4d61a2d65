namespace Moderation.Api.Database;

internal static partial class Log
{
    [LoggerMessage(EventId = 10301, Level = LogLevel.Information, Message = "Ran migration {Name}")]
    public static partial void Migrated(this ILogger logger, string name);

    [LoggerMessage(EventId = 10302, Level = LogLevel.Information, Message = "Schema is at {Name}; migrations run now: {Count}")]
    public static partial void SchemaReady(this ILogger logger, string name, int count);

    [LoggerMessage(EventId = 10303, Level = LogLevel.Warning, Message = "Waiting for the database: {Reason}")]
    public static partial void DatabaseAwaited(this ILogger logger, string reason);
}
