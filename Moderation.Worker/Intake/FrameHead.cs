using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Worker.Intake;

/// <summary>What a frame's key and headers say.</summary>
/// <param name="LiveId">The live.</param>
/// <param name="FrameId">The platform's id of the frame.</param>
/// <param name="CapturedAt">When the picture was taken, in UTC.</param>
internal readonly record struct FrameHead(LiveId LiveId, string FrameId, DateTimeOffset CapturedAt);

/// <summary>Why a frame's key or headers cannot be used; <see cref="Detail"/> names fields and rules, never content.</summary>
internal readonly record struct HeadFault(DeadLetterReason Reason, string Detail);

/// <summary>Reads the key and the headers of a frame (<see cref="FrameHeaders"/>).</summary>
internal static class FrameHeadReader
{
    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>Reads them, or says what is wrong; null is "nothing wrong".</summary>
    public static HeadFault? Read(byte[]? key, Headers? headers, out FrameHead head)
    {
        head = default;
        if (!TryReadId<LiveId>(key, out var liveId))
            return new HeadFault(DeadLetterReason.BadKey, key is null ? "no key" : "the key is no live id");
        if (LiveRecordCheck.IsReserved(liveId))
            return new HeadFault(DeadLetterReason.BadKey, $"live ids that begin with {SignalRecord.ReservedPrefix} are this service's own");
        if (!int.TryParse(Text(headers, FrameHeaders.Version), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return Missing(headers, FrameHeaders.Version, "a whole number");
        if (!WireVersion.IsReadable(version))
            return new HeadFault(DeadLetterReason.UnknownVersion, $"header set version {version}, this build reads 1 to {WireVersion.Current}");
        if (Text(headers, FrameHeaders.FrameId) is not { } frameId || !TextId.IsValid(frameId))
            return Missing(headers, FrameHeaders.FrameId, "an id");
        if (!TryReadTime(Text(headers, FrameHeaders.CapturedAt), out var capturedAt))
            return Missing(headers, FrameHeaders.CapturedAt, "an ISO 8601 time with offset");
        head = new FrameHead(liveId, frameId, capturedAt);
        return null;
    }

    /// <summary>Reads an id out of a key.</summary>
    public static bool TryReadId<T>(byte[]? key, out T id)
        where T : struct, ITextId<T>
    {
        id = default;
        return key is { Length: > 0 and <= TextId.MaxLength } && TextId.TryParse(Encoding.UTF8.GetString(key), out id);
    }

    private static string? Text(Headers? headers, string name) =>
        headers is not null && headers.TryGetLastBytes(name, out var bytes) && bytes is { Length: <= TextId.MaxLength }
            ? Encoding.UTF8.GetString(bytes)
            : null;

    private static bool TryReadTime(string? text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static HeadFault Missing(Headers? headers, string name, string form) => new(
        DeadLetterReason.BadHeader,
        headers is not null && headers.TryGetLastBytes(name, out _) ? $"header {name} is not {form}" : $"header {name} is missing");
}
