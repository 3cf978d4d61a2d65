namespace Moderation.Api.Publication;

internal static partial class Log
{
    [LoggerMessage(EventId = 10401, Level = LogLevel.Information, Message = "Records published out of the outbox: {Count}")]
    public static partial void Published(this ILogger logger, int count);

    [LoggerMessage(EventId = 10402, Level = LogLevel.Warning, Message = "Publication is interrupted and will go on from the outbox: {Reason}")]
    public static partial void PublicationInterrupted(this ILogger logger, string reason, Exception? exception);
}
