using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>One entry of a live's ordered log. Value of <see cref="TopicNames.Signals"/>, key is the live.</summary>
/// <remarks>A kind that this build does not know is read as this base type and changes nothing.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(FrameSignal), "frame")]
[JsonDerivedType(typeof(SessionSignal), "session")]
[JsonDerivedType(typeof(TextSignal), "text")]
public record SignalRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Event time: when the sample was taken or the event happened, not when it was scored.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc/>
    public virtual string? FindFault() => null;
}

/// <summary>An event of the live, copied into its log.</summary>
public sealed record SessionSignal : SignalRecord
{
    /// <summary>The event.</summary>
    public required SessionEventRecord Event { get; init; }

    /// <inheritdoc/>
    public override string? FindFault() => Event.LiveId != LiveId ? "the event belongs to another live" : Event.FindFault();
}
