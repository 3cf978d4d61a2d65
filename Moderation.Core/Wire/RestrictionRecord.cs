using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>Everything that is in force in one live. Value of <see cref="TopicNames.Restrictions"/> (compacted), key is the live. A later record replaces an earlier one whole.</summary>
public sealed record RestrictionRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>When this was so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What is in force, by order id; empty when nothing is.</summary>
    public required IReadOnlyList<Restriction> Restrictions { get; init => field = WireList.Whole(value); }

    /// <inheritdoc/>
    public string? FindFault() => Restrictions.Select(restriction => restriction.Subject.FindFault()).FirstOrDefault(fault => fault is not null);
}

/// <summary>One order while it is in force.</summary>
public sealed record Restriction
{
    /// <summary>The order.</summary>
    public required ActionId ActionId { get; init; }

    /// <summary>What it does.</summary>
    public required ActionKind Kind { get; init; }

    /// <summary>Whom it concerns.</summary>
    public required SubjectRef Subject { get; init; }

    /// <summary>Since when it is in force.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it ends by itself; from then on it is not in force, whether or not another record says so.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>For <see cref="ActionKind.ThrottleGifts"/>: most coins a minute.</summary>
    public long? MaxCoinsPerMinute { get; init; }

    /// <summary>For <see cref="ActionKind.HideMessage"/>: the platform's id of the line.</summary>
    public string? MessageId { get; init; }

    /// <summary>Name of the policy that ordered it.</summary>
    public required string Policy { get; init; }

    /// <summary>The rule that it rests on.</summary>
    public required string Ground { get; init; }
}
