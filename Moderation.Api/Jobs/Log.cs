namespace Moderation.Api.Jobs;

internal static partial class Log
{
    [LoggerMessage(EventId = 10701, Level = LogLevel.Information, Message = "Job {Job} done in {Seconds:0.0} s: {Did}")]
    public static partial void JobDone(this ILogger logger, string job, string did, double seconds);

    [LoggerMessage(EventId = 10702, Level = LogLevel.Warning, Message = "Job {Job} failed and is tried again: {Reason}")]
    public static partial void JobFailed(this ILogger logger, string job, string reason, Exception? exception);

    [LoggerMessage(EventId = 10703, Level = LogLevel.Warning, Message = "Job {Job} is not known to this build; nothing was done")]
    public static partial void JobUnknown(this ILogger logger, string job);

    [LoggerMessage(EventId = 10704, Level = LogLevel.Warning, Message = "Recurring work waits for the database: {Reason}")]
    public static partial void JobsAwaitDatabase(this ILogger logger, string reason, Exception? exception);
}
