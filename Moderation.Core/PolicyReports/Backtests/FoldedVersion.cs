using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>What one version of a policy came to in one live.</summary>
internal sealed record FoldedVersion
{
    /// <summary>Subjects that it decided about, by their name in the live.</summary>
    public required IReadOnlyDictionary<string, SheetHit> Hits { get; init; }

    public required int Orders { get; init; }

    public required long CoinsStopped { get; init; }

    public required int GiftsStopped { get; init; }

    /// <summary>Whether the live was cut or paused.</summary>
    public required bool IsCut { get; init; }

    /// <summary>Whether that was proposed or done.</summary>
    public required bool IsCutProposed { get; init; }

    public required TimeSpan Restricted { get; init; }

    /// <summary>Subjects that it looked at when the live ended, or the log.</summary>
    public required int Subjects { get; init; }

    /// <summary>How many of them it could not tell about.</summary>
    public required int Unknown { get; init; }

    /// <summary>The subject by its name, where the version reached a rung about it.</summary>
    public SheetHit? Reached(string name) => Hits.TryGetValue(name, out var hit) && hit.IsReached ? hit : null;
}

/// <summary>A subject that a version decided about.</summary>
internal sealed class SheetHit
{
    /// <summary>Whom it is about, as it was last told.</summary>
    public required SubjectRef Subject { get; set; }

    /// <summary>When each rung was first reached, exemptions not counted.</summary>
    public Dictionary<string, DateTimeOffset> Rungs { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of its decisions and reports, which outcomes go by.</summary>
    public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

    public bool Exempt { get; set; }

    public bool Ordered { get; set; }

    /// <summary>Whether anything was decided that the subject was not exempt from.</summary>
    public bool IsReached => Rungs.Count > 0;

    public DateTimeOffset FirstAt => Rungs.Values.Min();
}
