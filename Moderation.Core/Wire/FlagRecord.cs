using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What a flag is about.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<FlagTarget>))]
public enum FlagTarget
{
    /// <summary>The live as a whole.</summary>
    Live,

    /// <summary>One person on screen.</summary>
    Participant,

    /// <summary>One text line.</summary>
    Message,

    /// <summary>One gift.</summary>
    Gift,
}

/// <summary>A flag by a viewer or a trusted flagger. Value of <see cref="TopicNames.Flags"/>, key is the live.</summary>
public sealed record FlagRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The id of the flag.</summary>
    public required string FlagId { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is about.</summary>
    public required FlagTarget Target { get; init; }

    /// <summary>Id of the participant, message or gift that it is about; null for the live.</summary>
    public string? TargetId { get; init; }

    /// <summary>Reason code of the platform's report form.</summary>
    public required string Reason { get; init; }

    /// <summary>Who flagged.</summary>
    public required UserId FlaggerId { get; init; }

    /// <summary>Whether the flagger has trusted status.</summary>
    public bool Trusted { get; init; }

    /// <inheritdoc/>
    public string? FindFault() =>
        !TextId.IsValid(FlagId) ? "flagId is no id" : !TextId.IsValid(Reason) ? "reason is no code" : Target != FlagTarget.Live && TargetId is null ? "a flag on something else than the live needs targetId" : null;
}
