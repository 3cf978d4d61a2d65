using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>What follows from one thing that enforcement was told, or from time passing.</summary>
/// <remarks>The records are written first and the rest follows: what was sent and never written down would be sent again as if it were the first time, which its id makes harmless.</remarks>
public sealed record DispatchOutcome
{
    /// <summary>Nothing.</summary>
    public static DispatchOutcome Nothing { get; } = new();

    /// <summary>What changed about orders, to write to <see cref="TopicNames.Dispatches"/>.</summary>
    public IReadOnlyList<DispatchRecord> Changed { get; init; } = [];

    /// <summary>Those of them that are in another state than before, new ones included.</summary>
    public IReadOnlyList<DispatchRecord> Moved { get; init; } = [];

    /// <summary>What to send to the platform now.</summary>
    public IReadOnlyList<Sending> Send { get; init; } = [];

    /// <summary>Reversals to write into the log of orders (<see cref="TopicNames.Orders"/>); they take effect when they are read back.</summary>
    public IReadOnlyList<ActionRecord> Order { get; init; } = [];

    /// <summary>What is in force in each live where that changed, to write to <see cref="TopicNames.Restrictions"/>.</summary>
    public IReadOnlyList<RestrictionRecord> Restrictions { get; init; } = [];

    /// <summary>What somebody should know.</summary>
    public IReadOnlyList<EnforcementAlert> Alerts { get; init; } = [];
}

/// <summary>An order on its way to the platform.</summary>
/// <param name="Order">The order.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
public sealed record Sending(ActionRecord Order, int Attempt);

/// <summary>What an alert is about.</summary>
public enum EnforcementAlertKind
{
    /// <summary>The platform has not answered an order in time.</summary>
    Unanswered,

    /// <summary>The platform has refused an order.</summary>
    Refused,

    /// <summary>A breaker has tripped.</summary>
    BreakerTripped,
}

/// <summary>Something that somebody should know.</summary>
/// <param name="Kind">What about.</param>
/// <param name="Dispatch">The order.</param>
public sealed record EnforcementAlert(EnforcementAlertKind Kind, DispatchRecord Dispatch);
