using Confluent.Kafka;
using Moderation.Core.Subjects;

namespace Moderation.Worker.Intake.Streams;

internal static partial class Log
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "{Live}: publishes; its frames are read")]
    public static partial void LiveBegan(this ILogger logger, LiveId live);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "{Live}: publishes no more")]
    public static partial void LiveEnded(this ILogger logger, LiveId live);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "{Live}: its reader ended ({End}) after {Frames} frames and is begun again after {Wait}: {Says}")]
    public static partial void ReaderEnded(this ILogger logger, LiveId live, ReaderEnd end, long frames, TimeSpan wait, string says);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "A stream is not read ({Reason}); its name has {Length} characters and hashes to {Hash}")]
    public static partial void StreamIgnored(this ILogger logger, string reason, int length, string hash);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning, Message = "The page of statistics cannot be read, and nobody's live ends because of that: {Why}")]
    public static partial void StatPageUnreadable(this ILogger logger, string why);

    [LoggerMessage(EventId = 1006, Level = LogLevel.Information, Message = "The page of statistics can be read")]
    public static partial void StatPageReadable(this ILogger logger);

    [LoggerMessage(EventId = 1007, Level = LogLevel.Information, Message = "Streams are read with {Program}")]
    public static partial void StreamsReady(this ILogger logger, string program);

    [LoggerMessage(EventId = 1008, Level = LogLevel.Warning, Message = "Frames' producer: {Code} {Reason}")]
    public static partial void FrameProducerError(this ILogger logger, ErrorCode code, string reason);

    [LoggerMessage(EventId = 1009, Level = LogLevel.Debug, Message = "Frames' producer: {Facility} {Text}")]
    public static partial void FrameProducer(this ILogger logger, string facility, string text);

    [LoggerMessage(EventId = 1010, Level = LogLevel.Warning, Message = "{Live}: its playlist cannot be read, and nothing is known of it until it can: {Why}")]
    public static partial void PlaylistUnreadable(this ILogger logger, LiveId live, string why);

    [LoggerMessage(EventId = 1011, Level = LogLevel.Information, Message = "{Live}: its playlist can be read again")]
    public static partial void PlaylistReadable(this ILogger logger, LiveId live);
}
