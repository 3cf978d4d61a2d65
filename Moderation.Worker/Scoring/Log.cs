using Moderation.Core.Subjects;

namespace Moderation.Worker.Scoring;

internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "The models failed on {Frame}")]
    public static partial void ModelFailed(this ILogger logger, RecordRef frame, Exception cause);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Scoring in {Lanes} lanes with {Models}")]
    public static partial void LanesReady(this ILogger logger, int lanes, string models);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Error, Message = "The text model failed on {Line}: {ExceptionType} {Place}")]
    public static partial void TextModelFailed(this ILogger logger, RecordRef line, string exceptionType, string? place);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "Scoring text in {Lanes} lanes with {Models}")]
    public static partial void TextLanesReady(this ILogger logger, int lanes, string models);
}
