namespace Moderation.Api.Policies;

internal static partial class Log
{
    [LoggerMessage(EventId = 10501, Level = LogLevel.Information, Message = "Policy {Name}: version {Version} ({SheetHash}) handed in")]
    public static partial void VersionAdded(this ILogger logger, string name, int version, string sheetHash);

    [LoggerMessage(EventId = 10502, Level = LogLevel.Information, Message = "Policy {Name}: version {Version} went from {From} to {To}")]
    public static partial void VersionMoved(this ILogger logger, string name, int version, string from, string to);

    [LoggerMessage(EventId = 10503, Level = LogLevel.Warning, Message = "Policy {Name}: rolled back from version {From} to version {To}")]
    public static partial void RolledBack(this ILogger logger, string name, int from, int to);

    [LoggerMessage(EventId = 10504, Level = LogLevel.Warning, Message = "Policy {Name}: every order of version {Version} waits for a person: {Reason}")]
    public static partial void Demoted(this ILogger logger, string name, int version, string reason);

    [LoggerMessage(EventId = 10505, Level = LogLevel.Warning, Message = "Policy {Name}: version {Version} gives orders by itself again")]
    public static partial void Reinstated(this ILogger logger, string name, int version);

    [LoggerMessage(EventId = 10506, Level = LogLevel.Information, Message = "Shipped sheets in {Directory}: {Count}; new here: {NewCount}")]
    public static partial void SheetsImported(this ILogger logger, string directory, int count, int newCount);

    [LoggerMessage(EventId = 10507, Level = LogLevel.Warning, Message = "There is no folder {Directory} with shipped sheets (Policies:Directory)")]
    public static partial void NoSheets(this ILogger logger, string directory);
}
