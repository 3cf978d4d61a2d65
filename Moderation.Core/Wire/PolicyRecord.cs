using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>Where a policy sheet is in its life.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<PolicyStage>))]
public enum PolicyStage
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Its own tests pass.</summary>
    Tested,

    /// <summary>Decides, without effect.</summary>
    Shadow,

    /// <summary>Decides for a share of the lives.</summary>
    Canary,

    /// <summary>Decides.</summary>
    Live,

    /// <summary>No longer used.</summary>
    Retired,
}

/// <summary>The versions of one policy that decide now. Value of <see cref="TopicNames.Policies"/> (compacted), key is the policy's name.</summary>
/// <remarks>All versions in one record, so that a promotion or a rollback is one step: no reader ever sees two live versions, or none in between.</remarks>
public sealed record PolicyRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>Name of the policy.</summary>
    public required string Name { get; init; }

    /// <summary>Counts the changes of this policy, from 1; a record with a lower one than is known is old news.</summary>
    public required long Revision { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The versions, at most one per stage; empty when the policy is retired.</summary>
    public required IReadOnlyList<PolicyVersion> Versions { get; init => field = WireList.Whole(value); }

    /// <inheritdoc/>
    public string? FindFault()
    {
        if (!TextId.IsValid(Name))
            return "name is no id";
        if (Revision < 1)
            return "revision must be at least 1";
        if (Versions.DistinctBy(version => version.Stage).Count() != Versions.Count)
            return "two versions are in the same stage";
        return Versions.Select(version => version.FindFault()).FirstOrDefault(fault => fault is not null);
    }
}

/// <summary>One version of a policy that decides now.</summary>
public sealed record PolicyVersion
{
    /// <summary>Hash of the normalised sheet.</summary>
    public required string SheetHash { get; init; }

    /// <summary>Shadow, canary or live.</summary>
    public required PolicyStage Stage { get; init; }

    /// <summary>Share of the lives that a canary decides for, chosen by the hash of the live's id, 0..1; null unless it is a canary.</summary>
    public double? CanaryShare { get; init; }

    /// <summary>Whether every order waits for a person, whatever the sheet says: the policy has spent its budget of wrongful orders.</summary>
    public bool HumanConfirmOnly { get; init; }

    /// <summary>The sheet in its canonical JSON form.</summary>
    public required string Sheet { get; init; }

    internal string? FindFault() => this switch
    {
        { Stage: not (PolicyStage.Shadow or PolicyStage.Canary or PolicyStage.Live) } => "a version that decides is in stage shadow, canary or live",
        { Stage: PolicyStage.Canary, CanaryShare: not (> 0 and < 1) } => "a canary needs canaryShare between 0 and 1",
        { Stage: not PolicyStage.Canary, CanaryShare: not null } => "only a canary has canaryShare",
        _ => null,
    };
}
