namespace Moderation.Api.Operations;

internal static partial class Log
{
    [LoggerMessage(EventId = 10801, Level = LogLevel.Information, Message = "Worker {Address} answers")]
    public static partial void WorkerSeen(this ILogger logger, string address);

    [LoggerMessage(EventId = 10802, Level = LogLevel.Warning, Message = "Worker {Address} is unknown: {Reason}")]
    public static partial void WorkerUnknown(this ILogger logger, string address, string reason);
}
