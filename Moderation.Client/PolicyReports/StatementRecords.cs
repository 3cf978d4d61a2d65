using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Client.PolicyReports;

/// <summary>The statement of reasons of an order.</summary>
public sealed record StatementResponse
{
    /// <summary>The order.</summary>
    public required string ActionId { get; init; }

    /// <summary>When it was first sent to the platform; null while it was not.</summary>
    public required DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Whether the order needs one, and if not, why.</summary>
    public required StatementDuty Duty { get; init; }

    /// <summary>The statement exactly as the transparency database takes it; null where there is none.</summary>
    public required JsonElement? Statement { get; init; }

    /// <summary>What is wrong with it by the database's rules; empty when nothing is. An export leaves a faulty one out and says so.</summary>
    public required IReadOnlyList<StatementFault> Faults { get; init; }
}

/// <summary>Something wrong with a statement.</summary>
public sealed record StatementFault
{
    /// <summary>The field, by its name on the wire.</summary>
    public required string Field { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required string Says { get; init; }
}

/// <summary>Whether an order needs a statement of reasons, and if not, why.</summary>
[JsonConverter(typeof(WordConverter<StatementDuty>))]
public enum StatementDuty
{
    Due,
    Reversal,
    RestrictsNothing,
    NotReleased,
    Refused,
    OutsideUnion,
    SheetUnknown,
}
