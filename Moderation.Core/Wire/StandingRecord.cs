using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What the platform knows of a user's age.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<AgeAssurance>))]
public enum AgeAssurance
{
    /// <summary>Nothing but the user's own word.</summary>
    None,

    /// <summary>Verified to be 18 or older.</summary>
    VerifiedAdult,

    /// <summary>Verified to be under 18.</summary>
    VerifiedMinor,
}

/// <summary>What spans lives about one user. Value of <see cref="TopicNames.Standing"/> (compacted), key is the user.</summary>
public sealed record StandingRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Strikes in force.</summary>
    public required int Strikes { get; init; }

    /// <summary>What the platform knows of the user's age.</summary>
    public required AgeAssurance AgeAssurance { get; init; }

    /// <summary>Policies that do not apply to the user until the given time.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> ExemptUntil { get; init; } = new Dictionary<string, DateTimeOffset>();
}
