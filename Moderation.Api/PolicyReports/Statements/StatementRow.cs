using Moderation.Api.Enforcement;
using Moderation.Api.Http;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Statements;

/// <summary>An order with what a statement or a notice about it is written from, out of <c>action</c> and what belongs to it.</summary>
internal sealed record StatementRow : OrderRow
{
    public const string Columns =
        $"""
        a.action_id, a.live_id, a.subject_kind, a.participant_id, a.subject_role, a.subject_user_id, a.subject_other_user_id, a.kind, a.ordered_at, a.expires_at,
               a.reverses, a.max_coins_per_minute, a.policy_name, a.policy_hash, a.rung, a.ground, a.reasons, a.evidence, a.report_id, a.decision_id, a.verdicts,
               d.state, d.released_at, x.sheet_hash, x.episode_started_at, l.started_at as live_started_at,
               {SentOrders.IsConfirmed} as is_confirmed_by_person
        """;

    /// <summary>Null where the decision is not stored, or did not tell its sheet.</summary>
    public string? SheetHash { get; init; }

    public DateTimeOffset? EpisodeStartedAt { get; init; }

    public DateTimeOffset? LiveStartedAt { get; init; }

    public bool IsConfirmedByPerson { get; init; }

    public Cursor Cursor => new(ReleasedAt ?? throw new InvalidDataException($"action {ActionId} was not released"), ActionId);

    public bool IsRefused => State == WireWord.From(DispatchState.Refused);

    /// <summary>The order; where it lay in the log, the line that it hides and what it renews are left out, because no text tells them.</summary>
    public ActionRecord ToRecord() => ToOrder();
}
