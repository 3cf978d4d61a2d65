namespace Moderation.Api.PolicyReports;

/// <summary>What a version in shadow would have done beside the one that is live, over the same time.</summary>
public sealed record ShadowComparison
{
    /// <summary>Number of the version in shadow.</summary>
    public required int Shadow { get; init; }

    /// <summary>Number of the version that is live.</summary>
    public required int Live { get; init; }

    /// <summary>Decisions count from this time on: both versions decided from then.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Subjects that only the version in shadow decided about; those that are exempt do not count.</summary>
    public required long OnlyShadow { get; init; }

    /// <summary>Subjects that only the live version decided about.</summary>
    public required long OnlyLive { get; init; }

    /// <summary>Subjects that both decided about.</summary>
    public required long Both { get; init; }

    /// <summary>Subjects by the rung that they reached.</summary>
    public required IReadOnlyList<ShadowCount> Rungs { get; init; }

    /// <summary>Orders that the decisions asked for, by kind, given or not; renewals do not count.</summary>
    public required IReadOnlyList<ShadowCount> Orders { get; init; }
}

/// <summary>One count of both versions.</summary>
/// <param name="Word">Of what: a rung, or a kind of order.</param>
/// <param name="Shadow">The version in shadow.</param>
/// <param name="Live">The version that is live.</param>
public sealed record ShadowCount(string Word, long Shadow, long Live);
