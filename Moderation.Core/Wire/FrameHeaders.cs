namespace Moderation.Core.Wire;

/// <summary>Kafka headers of <see cref="TopicNames.Frames"/>, whose value is the encoded picture itself. All values are UTF-8 text.</summary>
public static class FrameHeaders
{
    /// <summary>Version of the header set; this service reads version <see cref="WireVersion.Current"/>. Required.</summary>
    public const string Version = "v";

    /// <summary>The platform's id of the frame, unique inside the live, obeying the rules of text ids. Required.</summary>
    public const string FrameId = "frame-id";

    /// <summary>When the picture was taken, ISO 8601 with offset. Required: windows run on it.</summary>
    public const string CapturedAt = "captured-at";

    /// <summary>Media type: <c>image/jpeg</c>, <c>image/png</c> or <c>image/webp</c>. Optional; the bytes decide.</summary>
    public const string ContentType = "content-type";

    /// <summary>W3C trace context, carried on to everything that follows from the frame. Optional.</summary>
    public const string TraceParent = "traceparent";
}
