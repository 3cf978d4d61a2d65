using Moderation.Core.Subjects;

namespace Moderation.Worker.Scoring;

internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "The models failed on {Frame}")]
    public static partial void ModelFailed(this ILogger logger, RecordRef frame, Exception cause);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Scoring in {Lanes} lanes with {Models}")]
    public static partial void LanesReady(this ILogger logger, int lanes, string models);
}
