namespace Moderation.Api.Publication.Events;

internal static partial class Log
{
    [LoggerMessage(EventId = 10411, Level = LogLevel.Warning, Message = "Readers are not told what changes until the database is back: {Reason}")]
    public static partial void EventsInterrupted(this ILogger logger, string reason, Exception? exception);

    [LoggerMessage(EventId = 10412, Level = LogLevel.Warning, Message = "The database told of a change that this build does not understand: {Reason}")]
    public static partial void ChangeNotUnderstood(this ILogger logger, string reason);

    [LoggerMessage(EventId = 10413, Level = LogLevel.Warning, Message = "Queues were not counted for readers: {Reason}")]
    public static partial void QueuesNotCounted(this ILogger logger, string reason, Exception? exception);
}
