using System.Text.Json.Serialization;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Statements;

/// <summary>What is known of one order when its statement is written.</summary>
/// <remarks>None of it changes after the order was released, except where it says so; so a statement is the same whenever it is written.</remarks>
public sealed record StatementFacts
{
    /// <summary>The order.</summary>
    public required ActionRecord Order { get; init; }

    /// <summary>The sheet that ordered it, or whose report a person looked at who ordered it; null where it is not stored, or where no policy reported.</summary>
    public required CompiledSheet? Sheet { get; init; }

    /// <summary>Whether a person ordered it, and no policy.</summary>
    public bool IsByHand => Order.Policy.Hash == PolicyRef.ByHand;

    /// <summary>When it was first sent to the platform; null while it was not, or where nothing is known of that.</summary>
    public required DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Whether the platform refused it, so that it restricted nothing.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Since when the rung's condition held; null where the decision is not stored.</summary>
    public DateTimeOffset? EpisodeStartedAt { get; init; }

    /// <summary>When the live began; null where it is not known.</summary>
    public DateTimeOffset? LiveStartedAt { get; init; }

    /// <summary>Whether a person confirmed the order's report before it was sent.</summary>
    public bool IsConfirmedByPerson { get; init; }
}

/// <summary>Whether an order needs a statement of reasons, and if not, why.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<StatementDuty>))]
public enum StatementDuty
{
    /// <summary>It needs one.</summary>
    Due,

    /// <summary>It takes another order back, and restricts nothing.</summary>
    Reversal,

    /// <summary>It asks for something, and restricts nothing.</summary>
    RestrictsNothing,

    /// <summary>It was not sent to the platform, or that is not known yet.</summary>
    NotReleased,

    /// <summary>The platform refused it, so it restricted nothing.</summary>
    Refused,

    /// <summary>Its sheet does not apply in the European Union.</summary>
    OutsideUnion,

    /// <summary>Its sheet is not stored, and where a person ordered it no ground was named, so its category is not known. A statement may be owed and cannot be written.</summary>
    SheetUnknown,
}

/// <summary>What came of writing a statement.</summary>
/// <param name="Duty">Whether the order needs one.</param>
/// <param name="Statement">The statement; also there for an order that asks for something only. Null where none can be written or none makes sense.</param>
public sealed record StatementOutcome(StatementDuty Duty, StatementOfReasons? Statement);
