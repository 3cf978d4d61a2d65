namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>What a hit of the candidate turns out to be.</summary>
public enum HitOutcome
{
    /// <summary>Something was ordered, and a person found it right.</summary>
    ActionedUpheld,

    /// <summary>Only a report was raised, and a person found it right.</summary>
    ReportedUpheld,

    /// <summary>Something was ordered, and a person found it wrong.</summary>
    Overturned,

    /// <summary>A report was raised without an order, and a person found it wrong or could not tell; or an order about which a person could not tell.</summary>
    ReviewedClean,

    /// <summary>Nobody has looked.</summary>
    NeverReviewed,

    /// <summary>The subject is exempt from the policy: nothing would follow.</summary>
    Exempt,
}
