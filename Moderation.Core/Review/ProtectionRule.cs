using Moderation.Core.Wire;

namespace Moderation.Core.Review;

/// <summary>What it takes to order something against whom the platform protects: its own staff, verified news, emergency broadcasts, test accounts.</summary>
/// <remarks>Protection slows orders down and never hides a report: whatever a policy finds is reported as it is about anybody.</remarks>
public static class ProtectionRule
{
    /// <summary>How many different people must want an order; one of them a senior reviewer, which the review desk sees to.</summary>
    public const int People = 2;

    /// <summary>Whether an order, whomever it is about, touches the whole live, and with it the host.</summary>
    /// <param name="kind">The order.</param>
    public static bool TouchesLive(ActionKind kind) => kind is ActionKind.StopRecommending or ActionKind.SlowChat or ActionKind.PauseLive or ActionKind.CutLive;
}
