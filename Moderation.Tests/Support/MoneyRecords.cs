using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Whole, valid records of what the Api folds into standing and outcomes; tests change what matters to them.</summary>
internal static class MoneyRecords
{
    public static GiftRecord Gift(int number, string payer, string receiver, long coins, DateTimeOffset at, string live = "live-1") => new()
    {
        V = 1,
        LiveId = LiveId.Parse(live),
        GiftId = $"g-{number}",
        At = at,
        PayerId = UserId.Parse(payer),
        ReceiverId = ParticipantId.Parse($"on-screen-{receiver}"),
        ReceiverUserId = UserId.Parse(receiver),
        Coins = coins,
        AmountMinor = coins * 13 / 10,
        Currency = "EUR",
    };

    public static FlagRecord Flag(int number, string flagger, string participant = "p1", string live = "live-1") => new()
    {
        V = 1,
        LiveId = LiveId.Parse(live),
        FlagId = $"f-{number}",
        At = Records.Noon.AddSeconds(number),
        Target = FlagTarget.Participant,
        TargetId = participant,
        Reason = "minor",
        FlaggerId = UserId.Parse(flagger),
    };

    public static VerdictRecord Verdict(int number, ReportRecord report, VerdictKind kind, DateTimeOffset? at = null) => new()
    {
        V = 1,
        LiveId = report.LiveId,
        ReportId = report.ReportId,
        VerdictId = $"v-{number}",
        Reviewer = $"reviewer-{number % 3}",
        At = at ?? Records.Noon.AddMinutes(number),
        Kind = kind,
        ReasonCode = "seen",
    };

    /// <summary>The decision that raised a report.</summary>
    public static DecisionRecord Decision(ReportRecord report, string? sheetHash, DecisionEffect effect = DecisionEffect.Enforced, PolicyStage stage = PolicyStage.Live) => new()
    {
        V = 1,
        DecisionId = report.DecisionId,
        LiveId = report.LiveId,
        Subject = report.Subject,
        Policy = report.Policy,
        SheetHash = sheetHash,
        Stage = stage,
        Rung = report.Rung,
        Effect = effect,
        At = report.RaisedAt,
        EpisodeStartedAt = report.EpisodeStartedAt,
        Reasons = report.Reasons,
        Evidence = report.Evidence with { Facts = [new FactReading("belief(under_18)", 0.91, ""), new FactReading("received.coins over 2m", null, "coins")] },
        Actions = [new ProposedAction(ActionKind.ThrottleGifts, 900, 100)],
        ReportId = effect is DecisionEffect.Recorded or DecisionEffect.Exempt ? null : report.ReportId,
        DecidedBy = report.DecidedBy,
    };

    /// <summary>The order that a decision gave.</summary>
    public static ActionRecord Order(int number, DecisionRecord decision) => Records.Action(number, live: decision.LiveId.Value) with
    {
        DecisionId = decision.DecisionId,
        ReportId = decision.ReportId!.Value,
        ActionId = DerivedId.From<ActionId>("act", decision.DecisionId.Value, number.ToString(CultureInfo.InvariantCulture)),
        Policy = decision.Policy,
    };
}
