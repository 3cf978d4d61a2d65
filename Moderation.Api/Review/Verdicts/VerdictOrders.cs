using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Enforcement;
using Moderation.Api.Enforcement.Reversals;
using Moderation.Api.Publication;
using Moderation.Api.Review.Cases;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Verdicts;

/// <summary>Gives and takes back orders because a reviewer said so. Severe ones need two people who say the same.</summary>
internal static class VerdictOrders
{
    /// <summary>Most orders that one verdict touches.</summary>
    public const int MaxActions = 10;

    private static readonly ActionKind[] Severe = [ActionKind.PauseLive, ActionKind.CutLive, ActionKind.HoldPayout];

    // Everything a case led to: what its reports say, and what other verdicts on it ordered.
    private static readonly SqlQuery<CaseOrderRow> SelectOrders = new(
        """
        select a.action_id
        from action a
        where a.live_id = @liveId and a.reverses is null
          and (a.report_id = @byHand or a.report_id in (select report_id from review_case_report where case_id = @caseId))
        """);

    private static readonly SqlQuery<CountedRow> CountTrusted = new(
        "select count(*) as count from review_case_flag m join flag f on f.live_id = m.live_id and f.flag_id = m.flag_id where m.case_id = @caseId and f.trusted");

    private static readonly SqlQuery<ConfirmedActionsRow> SelectConfirmed = new(
        "select actions from review_verdict where case_id = @caseId and kind = 'confirmed' and verdict_id = any(@verdicts)");

    /// <summary>The case as it counts for this verdict: a severe order needs two people, and an order about whom the platform protects a senior among them.</summary>
    public static ReviewCase WithConfirmations(ReviewCase before, VerdictRequest said, bool isProtected) => said.Kind == VerdictKind.Confirmed && (isProtected || said.Actions.Any(IsSevere))
        ? before with { ConfirmationsNeeded = Math.Max(ProtectionRule.People, before.ConfirmationsNeeded), SeniorMustConfirm = isProtected }
        : before;

    /// <summary>What is wrong with the orders that a verdict gives and takes back; null when nothing is.</summary>
    public static async Task<string?> FindFaultAsync(NpgsqlTransaction transaction, CaseRow row, VerdictRequest said, bool isProtected, CancellationToken token)
    {
        if (said.Actions.Count == 0)
            return null;
        if (row.Kind == WireWord.From(CaseKind.Backtest))
            return "A backtest asks whether a version would have been right; no order comes of it, so 'actions' must be empty.";
        if (said.Kind != VerdictKind.Confirmed)
            return "Only a confirmed verdict changes single orders: an overturned one takes back all of them, an undecided one none.";
        if (said.Actions.Select(FaultOf).FirstOrDefault(fault => fault is not null) is { } fault)
            return fault;
        if (row.PolicyName is null && string.IsNullOrWhiteSpace(said.Ground) && said.Actions.Any(action => action.Do != VerdictActionKind.Lift))
            return "No policy reported this, so an order needs 'ground': the rule of the platform's terms, or of law, that it rests on.";
        var known = (await transaction.QueryAsync(SelectOrders, new { row.LiveId, row.CaseId, byHand = ReportOf(row.CaseId) }, token)).Select(order => order.ActionId).ToHashSet();
        var strange = said.Actions.FirstOrDefault(action => action.ActionId is { } id && !known.Contains(id.Value));
        if (strange is not null)
            return $"{strange.ActionId} is no order of this case.";
        return await FindUnconfirmedAsync(transaction, row, said, isProtected, token);
    }

    /// <summary>Gives and takes back.</summary>
    public static async Task GiveAsync(NpgsqlTransaction transaction, CaseRow row, VerdictRequest said, CaseVerdict verdict, CancellationToken token)
    {
        var flags = await FlagsAsync(transaction, row, token);
        for (var i = 0; i < said.Actions.Count; i++)
        {
            var action = said.Actions[i];
            if (action.ActionId is { } old && await ActionStore.FindAsync(transaction, old.Value, verdict.At, token) is { } order && order.ToRecord() is { } record)
            {
                var reversal = record.Reversal(verdict.At, new Reason("reviewed", "A reviewer took it back."), [verdict.VerdictId]);
                await ReversalDesk.WriteAsync(transaction, reversal, verdict.Reviewer, verdict.ReasonCode, token);
            }

            if (action.Do != VerdictActionKind.Lift)
                await OrderAsync(transaction, Compose(row, said, verdict, action, i) with { Evidence = new FactEvidenceSummary { Models = [], Facts = flags } }, token);
        }
    }

    /// <summary>The report that orders by hand belong to: there is one for each case, so that an appeal finds them.</summary>
    public static string ReportOf(string caseId) => DerivedId.From<ReportId>("rep", PolicyRef.ByHand, caseId).Value;

    // Where people flagged, statements and notices say so, and whether one of them is trusted, and not that a machine found it.
    private static async Task<IReadOnlyList<FactReading>> FlagsAsync(NpgsqlTransaction transaction, CaseRow row, CancellationToken token)
    {
        if (row.FlagTarget is null)
            return [];
        var trusted = (await transaction.QueryAsync(CountTrusted, new { caseId = row.ParentCaseId ?? row.CaseId }, token)).Single().Count;
        return trusted == 0 ? [new FactReading("flags.count", row.FlagCount)] : [new FactReading("flags.count", row.FlagCount), new FactReading("flags.trusted_count", trusted)];
    }

    private static Task OrderAsync(NpgsqlTransaction transaction, ActionRecord order, CancellationToken token) =>
        Outbox.AddAsync(transaction, TopicNames.Orders, order.LiveId.Value, JsonSerializer.Serialize(order, WireJson.Default.ActionRecord), order.OrderedAt, token);

    private static ActionRecord Compose(CaseRow row, VerdictRequest said, CaseVerdict verdict, VerdictAction action, int place) => new()
    {
        V = WireVersion.Current,
        ActionId = DerivedId.From<ActionId>("act", row.LiveId, verdict.VerdictId, place.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        LiveId = LiveId.Parse(row.LiveId),
        Subject = row.PolicyName is null && row.ParticipantId is not null && row.SubjectRole is null ? SubjectRef.OfLive() : row.Subject,
        Kind = action.Kind!.Value,
        OrderedAt = verdict.At,
        ExpiresAt = verdict.At.AddSeconds(action.LastsSeconds!.Value),
        MaxCoinsPerMinute = action.MaxCoinsPerMinute,
        DecisionId = DerivedId.From<DecisionId>("dec", verdict.VerdictId),
        Verdicts = [verdict.VerdictId],
        Policy = new PolicyRef(row.PolicyName ?? PolicyRef.ByHand, PolicyRef.ByHand),
        Rung = PolicyRef.ByHand,
        Ground = string.IsNullOrWhiteSpace(said.Ground) ? StatementBasis.GroundOf(row.PolicyName!) : said.Ground.Trim(),
        Reasons = [new Reason("reviewed", $"A reviewer looked and ordered this: {verdict.ReasonCode}.")],
        Evidence = new FactEvidenceSummary { Models = [] },
        ReportId = ReportId.Parse(ReportOf(row.CaseId)),
        // No entry of a log tipped it: a person did.
        DecidedBy = new RecordRef(TopicNames.Verdicts, 0, 0),
    };

    private static string? FaultOf(VerdictAction action) => action switch
    {
        { Do: VerdictActionKind.Lift, ActionId: null } or { Do: VerdictActionKind.Replace, ActionId: null } => "'lift' and 'replace' need 'actionId'.",
        { Do: VerdictActionKind.Lift } => action is { Kind: null, LastsSeconds: null, MaxCoinsPerMinute: null } ? null : "'lift' has 'actionId' only.",
        { Do: VerdictActionKind.Order, ActionId: not null } => "'order' has no 'actionId'; 'replace' has.",
        { Kind: null } or { LastsSeconds: null } => "A new order needs 'kind' and 'lastsSeconds'.",
        { LastsSeconds: not (>= 1 and <= 7 * 86400) } => "'lastsSeconds' is from 1 to 604800.",
        { Kind: ActionKind.HideMessage } => "A line is hidden by its policy only.",
        { Kind: ActionKind.ThrottleGifts, MaxCoinsPerMinute: not >= 0 } => "A throttle needs 'maxCoinsPerMinute'.",
        { Kind: not ActionKind.ThrottleGifts, MaxCoinsPerMinute: not null } => "Only a throttle has 'maxCoinsPerMinute'.",
        _ => null,
    };

    private static bool IsSevere(VerdictAction action) => action.Kind is { } kind && Severe.Contains(kind);

    /// <summary>Whoever closes the case may give only severe orders that somebody before asked for, too.</summary>
    private static async Task<string?> FindUnconfirmedAsync(NpgsqlTransaction transaction, CaseRow row, VerdictRequest said, bool isProtected, CancellationToken token)
    {
        var severe = said.Actions.Where(action => IsSevere(action) || (isProtected && action.Kind is not null)).Select(action => action.Kind!.Value).ToList();
        var before = row.ToCase().Verdicts.Where(verdict => verdict.Kind == VerdictKind.Confirmed).ToList();
        if (severe.Count == 0 || before.Count == 0)
            return null;
        var rows = await transaction.QueryAsync(SelectConfirmed, new { row.CaseId, verdicts = before.Select(verdict => verdict.VerdictId).ToArray() }, token);
        var asked = rows.SelectMany(earlier => JsonSerializer.Deserialize<List<VerdictAction>>(earlier.Actions, JsonSerializerOptions.Web) ?? []).Select(action => action.Kind).ToHashSet();
        var alone = severe.Where(kind => !asked.Contains(kind)).Select(WireWord.From).ToList();
        return alone.Count == 0 ? null : $"{string.Join(", ", alone)} needs two people who ask for it, and whoever confirmed before did not. Escalate the case, or leave it out.";
    }
}

/// <summary>One order that a case led to.</summary>
internal sealed record CaseOrderRow
{
    public string ActionId { get; init; } = "";
}

/// <summary>What somebody who confirmed did to orders.</summary>
internal sealed record ConfirmedActionsRow
{
    public string Actions { get; init; } = "[]";
}
