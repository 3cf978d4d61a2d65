namespace Moderation.Api.Publication;

internal static partial class Log
{
    [LoggerMessage(EventId = 10401, Level = LogLevel.Information, Message = "Records published out of the outbox: {Count}")]
    public static partial void Published(this ILogger logger, int count);

    [LoggerMessage(EventId = 10402, Level = LogLevel.Warning, Message = "Publication is interrupted and will go on from the outbox: {Reason}")]
    public static partial void PublicationInterrupted(this ILogger logger, string reason, Exception? exception);

    [LoggerMessage(EventId = 10403, Level = LogLevel.Error, Message = "The broker did not take {Count} records of {Topic} in time: {Reason}")]
    public static partial void WriteRefused(this ILogger logger, int count, string topic, string reason);
}
