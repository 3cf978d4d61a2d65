using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>How patient enforcement is with the platform, and how much it lets through.</summary>
public sealed record DispatchRules
{
    /// <summary>How long the platform may take to answer before the order is sent again.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between two attempts; each wait is twice the one before.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after it was first sent an unanswered order is somebody's concern.</summary>
    public TimeSpan AlertAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a breaker stays tripped if nobody closes it.</summary>
    public TimeSpan BreakerLasts { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an order that is over is remembered, so that one delivered again is recognised.</summary>
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whether orders are only written down, as if a person had set everything to <see cref="ControlMode.DryRun"/>.</summary>
    public bool DryRun { get; init; }

    /// <summary>Most orders of a kind that the whole fleet lets through in a minute without a person; a kind that is not named has no breaker.</summary>
    public IReadOnlyDictionary<ActionKind, int> MaxPerMinute { get; init; } = new Dictionary<ActionKind, int>();
}
