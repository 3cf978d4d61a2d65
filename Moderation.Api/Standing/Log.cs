namespace Moderation.Api.Standing;

internal static partial class Log
{
    [LoggerMessage(EventId = 10601, Level = LogLevel.Information, Message = "Standing computed anew and changed: {Count} users")]
    public static partial void StandingComputed(this ILogger logger, int count);

    [LoggerMessage(EventId = 10602, Level = LogLevel.Warning, Message = "Standing is interrupted and will go on from its marks: {Reason}")]
    public static partial void StandingInterrupted(this ILogger logger, string reason, Exception? exception);
}
