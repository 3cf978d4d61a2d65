using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Subjects;

namespace Moderation.Api.PolicyReports.Statements;

/// <summary>The statement of reasons of an order.</summary>
public sealed record StatementResponse
{
    /// <summary>The order.</summary>
    public required ActionId ActionId { get; init; }

    /// <summary>When it was first sent to the platform; null while it was not.</summary>
    public required DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Whether the order needs one, and if not, why.</summary>
    public required StatementDuty Duty { get; init; }

    /// <summary>The statement exactly as the transparency database takes it; null where there is none.</summary>
    public required StatementOfReasons? Statement { get; init; }

    /// <summary>What is wrong with it by the database's rules; empty when nothing is. An export leaves a faulty one out and says so.</summary>
    public required IReadOnlyList<StatementFault> Faults { get; init; }

    internal static StatementResponse Of(StatementRow row, StatementOutcome outcome) => new()
    {
        ActionId = Core.Subjects.ActionId.Parse(row.ActionId),
        ReleasedAt = row.ReleasedAt,
        Duty = outcome.Duty,
        Statement = outcome.Statement,
        Faults = outcome.Statement is { } statement ? StatementCheck.Check(statement) : [],
    };
}
