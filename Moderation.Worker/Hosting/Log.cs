namespace Moderation.Worker.Hosting;

internal static partial class Log
{
    [LoggerMessage(EventId = 10101, Level = LogLevel.Critical, Message = "Stopping the host: {What}")]
    public static partial void HostStops(this ILogger logger, string what, Exception? cause);

    [LoggerMessage(EventId = 10102, Level = LogLevel.Information, Message = "Worker starts: roles {Roles}, Kafka {Kafka}, health and metrics on {Url}")]
    public static partial void Starts(this ILogger logger, string roles, string kafka, string url);

    [LoggerMessage(EventId = 10103, Level = LogLevel.Information, Message = "Worker stopped: everything in hand was finished or left uncommitted")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(EventId = 10104, Level = LogLevel.Critical, Message = "Worker cannot run: {Why}")]
    public static partial void CannotStart(this ILogger logger, string why);
}
