using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Policies.Sessions;

/// <summary>Expectations against made-up outcomes: a host reached report at 34 s, throttle at 64 s with an order that was taken back at 90 s, and cut at 95 s, which waits.</summary>
public sealed class ExpectationTests
{
    private static readonly HashSet<string> Rungs = new(["report", "throttle", "cut"], StringComparer.Ordinal);
    private static readonly SubjectRef Host = SubjectRef.OfParticipant(ParticipantId.Parse("host"), ParticipantRole.Host, UserId.Parse("u-host"));

    [Theory]
    [InlineData("{ rung: report, on: host, by: 45s, not_before: 30s }")]
    [InlineData("{ rung: report, by: 34s, not_before: 34s }")]
    [InlineData("{ rung: throttle, on: u-host, orders: [throttle_gifts], by: 75s }")]
    [InlineData("{ rung: cut, effect: awaiting_confirmation, orders: [] }")]
    [InlineData("{ rung: throttle, variant: fr }")]
    [InlineData("{ order: throttle_gifts, on: host, by: 64s, times: 1 }")]
    [InlineData("{ reversed: throttle, by: 90s }")]
    [InlineData("{ untouched: guest }")]
    [InlineData("{ never: cut, on: guest }")]
    public void What_happened_is_as_expected(string expectation) => Assert.Null(Read(expectation).Check(Outcome()));

    [Theory]
    [InlineData("{ rung: report, on: host, by: 33s }", "expected report on host by 33s, but it was reached only at 34s")]
    [InlineData("{ rung: report, not_before: 35s }", "expected report not before 35s, but it was reached already at 34s")]
    [InlineData("{ rung: report, on: guest }", "expected report on guest, but it was not reached; it was reached on host (enforced)")]
    [InlineData("{ rung: throttle, orders: [freeze_gifts] }", "expected throttle to order freeze_gifts, but it ordered throttle_gifts")]
    [InlineData("{ rung: throttle, orders: [] }", "expected throttle to order nothing, but it ordered throttle_gifts")]
    [InlineData("{ rung: cut, effect: enforced }", "expected cut, enforced, but it was not reached; it was reached on host (awaiting_confirmation)")]
    [InlineData("{ rung: report, variant: fr }", "expected report by variant fr, but the sheet itself decided")]
    [InlineData("{ order: throttle_gifts, times: 2 }", "expected order throttle_gifts 2 times, but it was given 1 times")]
    [InlineData("{ order: cut_live }", "expected order cut_live, but it was not given")]
    [InlineData("{ reversed: throttle, by: 80s }", "expected the orders of throttle to be taken back by 1m20s, but they were only at 1m30s")]
    [InlineData("{ reversed: cut }", "expected the orders of cut to be taken back, but they were not")]
    [InlineData("{ untouched: u-host }", "expected u-host untouched, but report was reached on host at 34s")]
    [InlineData("{ never: throttle }", "expected never throttle, but it was reached on host at 1m4s")]
    [InlineData("nothing", "expected nothing, but there were decisions")]
    [InlineData("unknown", "expected unknown, but there were decisions")]
    public void What_happened_otherwise_is_told(string expectation, string told) => Assert.Equal(told, Read(expectation).Check(Outcome()));

    [Fact]
    public void A_session_without_decisions_is_nothing_and_is_unknown_only_where_the_sheet_could_not_tell()
    {
        var quiet = new SessionTrace { Start = SessionStage.Start };
        Assert.Null(Read("nothing").Check(quiet));
        Assert.NotNull(Read("unknown").Check(quiet));

        quiet.IsUnknown = true;
        Assert.Null(Read("unknown").Check(quiet));
        Assert.True(Read("unknown").CoversUnknown);
    }

    [Fact]
    public void An_exemption_is_no_rung_reached_unless_it_is_asked_for()
    {
        var trace = new SessionTrace { Start = SessionStage.Start };
        trace.Decisions.Add(Decision("report", 34, DecisionEffect.Exempt));

        Assert.NotNull(Read("{ rung: report }").Check(trace));
        Assert.Null(Read("{ rung: report, effect: exempt }").Check(trace));
        Assert.Null(Read("{ untouched: host }").Check(trace));
        Assert.NotNull(Read("nothing").Check(trace));
    }

    [Theory]
    [InlineData("{ rung: reprot }", "1:9: the sheet has no rung 'reprot'; did you mean 'report'?")]
    [InlineData("{ rung: report, onn: host }", "1:17: unknown field 'onn'; did you mean 'on'?")]
    [InlineData("{ rung: report, by: 20s, not_before: 30s }", "1:21: by is before not_before")]
    [InlineData("{ rung: report, orders: [throttle] }", "1:26: orders cannot be 'throttle'; known: stop_recommending, throttle_gifts, freeze_gifts, hide_message, slow_chat, hide_tile, age_check_invite, pause_live, cut_live, hold_payout")]
    [InlineData("{ effect: enforced }", "1:1: what is expected? rung, order, reversed, never or untouched")]
    [InlineData("nothin", "1:1: unknown expectation 'nothin'; did you mean 'nothing'?")]
    public void A_mistake_in_an_expectation_is_told_with_its_place(string expectation, string fault)
    {
        var faults = new List<SheetFault>();

        Expectation.Read(SheetText.Read(expectation, json: false), Rungs, faults);

        Assert.Contains(fault, faults.Select(f => f.ToString()));
    }

    private static Expectation Read(string yaml)
    {
        var faults = new List<SheetFault>();
        var expectation = Expectation.Read(SheetText.Read(yaml, json: false), Rungs, faults);
        Assert.Empty(faults);
        return expectation!;
    }

    private static SessionTrace Outcome()
    {
        var trace = new SessionTrace { Start = SessionStage.Start };
        trace.Decisions.Add(Decision("report", 34, DecisionEffect.Enforced));
        trace.Decisions.Add(Decision("throttle", 64, DecisionEffect.Enforced, ActionKind.ThrottleGifts) with { Variant = "fr" });
        trace.Decisions.Add(Decision("cut", 95, DecisionEffect.AwaitingConfirmation, ActionKind.CutLive));
        var order = new ActionRecord
        {
            V = 1,
            ActionId = ActionId.Parse("act-1"),
            LiveId = SessionStage.Live,
            Subject = Host,
            Kind = ActionKind.ThrottleGifts,
            OrderedAt = SessionStage.Start.AddSeconds(64),
            ExpiresAt = SessionStage.Start.AddSeconds(964),
            DecisionId = trace.Decisions[1].DecisionId,
            Policy = trace.Decisions[1].Policy,
            Rung = "throttle",
            Ground = "terms",
            Reasons = [],
            Evidence = trace.Decisions[1].Evidence,
            ReportId = ReportId.Parse("rep-1"),
            DecidedBy = trace.Decisions[1].DecidedBy,
        };
        trace.Actions.AddRange([order, order with { ActionId = ActionId.Parse("act-2"), Reverses = order.ActionId, OrderedAt = SessionStage.Start.AddSeconds(90) }]);
        return trace;
    }

    private static DecisionRecord Decision(string rung, int second, DecisionEffect effect, params ActionKind[] orders) => new()
    {
        V = 1,
        DecisionId = DecisionId.Parse($"dec-{rung}"),
        LiveId = SessionStage.Live,
        Subject = Host,
        Policy = new PolicyRef("minors.host", "0123456789abcdef"),
        Stage = PolicyStage.Live,
        Rung = rung,
        Effect = effect,
        At = SessionStage.Start.AddSeconds(second),
        EpisodeStartedAt = SessionStage.Start.AddSeconds(second - 30),
        Reasons = [],
        Evidence = new FactEvidenceSummary { Models = [] },
        Actions = [.. orders.Select(kind => new ProposedAction(kind, 900, null))],
        DecidedBy = new RecordRef(TopicNames.Signals, 0, second),
    };
}
