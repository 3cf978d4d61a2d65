using System.ComponentModel.DataAnnotations;
using Moderation.Core.Enforcement;
using Moderation.Worker.Enforcement.Edges;

namespace Moderation.Worker.Enforcement;

/// <summary>How orders are released. Section <c>Enforcement</c>.</summary>
internal sealed class EnforcementOptions : IValidatableObject
{
    public const string Section = "Enforcement";

    /// <summary>How long the platform may take to answer before an order is sent again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between two attempts; each wait is twice the one before. At least <see cref="AnswerWithin"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after it was first sent an order without an answer is somebody's concern: it is logged and counted as overdue.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan AlertAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a breaker stays tripped if nobody closes it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BreakerLasts { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an order is remembered after its expiry, so that one delivered again is recognised.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whether every order is only written down and none is sent. What was sent before stays in force, and reversals of it are sent.</summary>
    public bool DryRun { get; init; }

    /// <summary>How long before the oldest open order, or before the last sign of life of whoever enforced before, receipts and verdicts are read again on taking over. A broker that answers no offset-for-time is read from the beginning.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan LookBack { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Orders in hand, those included whose record is not yet acknowledged, at which reading pauses.</summary>
    [Range(4, 100_000)]
    public int PauseAt { get; init; } = 1_000;

    /// <summary>Web addresses that orders are posted to.</summary>
    public IReadOnlyList<WebhookTarget> Webhooks { get; init; } = [];

    public DispatchRules Rules(BreakerOptions breakers) => new()
    {
        AnswerWithin = AnswerWithin,
        LongestWait = LongestWait,
        AlertAfter = AlertAfter,
        BreakerLasts = BreakerLasts,
        RememberFor = RememberFor,
        DryRun = DryRun,
        MaxPerMinute = breakers.MaxPerMinute(),
    };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (LongestWait < AnswerWithin)
            yield return new ValidationResult($"{Section}:{nameof(LongestWait)} must be at least {nameof(AnswerWithin)}");
        for (var i = 0; i < Webhooks.Count; i++)
        {
            foreach (var fault in Webhooks[i].FindFaults())
                yield return new ValidationResult($"{Section}:{nameof(Webhooks)}:{i}: {fault}");
        }
    }
}
