using Moderation.Cli;
using Moderation.Cli.Policies.Backtests;
using Moderation.Core.PolicyReports.Backtests;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies.Commands;

public sealed class BacktestTests : IDisposable
{
    private readonly PolicyTool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Hits_are_split_by_outcome_and_compared_with_the_other_version()
    {
        for (var live = 1; live <= 4; live++)
            _tool.WriteSession($"live-{live}.jsonl", PolicyTool.Minors, 0, $"live-{live}");
        _tool.WriteSession("unseen.jsonl", PolicyTool.Minors, 1, "live-5");
        var candidate = _tool.Write("candidate.yaml", PolicyTool.Minors);
        var against = _tool.Write("against.yaml", PolicyTool.Minors.Replace("0.90 for 10s", "0.90 for 20s", StringComparison.Ordinal));
        var replayed = PolicyTool.RunJson("replay", Path.Combine(_tool.Folder, "live-1.jsonl"), "--sheet", against);
        var outcomes = _tool.Write("outcomes.csv", $"report_id,outcome\n{replayed.GetProperty("reports")[0].GetProperty("reportId").GetString()},confirmed\nlive-2/host,overturned\nlive-3/host,undecided\n");
        var csv = Path.Combine(_tool.Folder, "hits.csv");

        var report = PolicyTool.RunJson("backtest", "--sheet", candidate, "--against", against, "--signals", _tool.Folder, "--outcomes", outcomes, "--csv", csv, "--threads", "2");

        Assert.Equal((5, 4), (report.GetProperty("lives").GetInt32(), report.GetProperty("candidate").GetProperty("totals").GetProperty("hits").GetInt32()));
        var split = report.GetProperty("outcomes");
        Assert.Equal((1, 1, 1, 1, 0), (Count("actioned_upheld"), Count("overturned"), Count("reviewed_clean"), Count("never_reviewed"), Count("exempt")));
        Assert.Equal((0, 0, 4), (Difference("onlyCandidate"), Difference("onlyAgainst"), Difference("both")));
        Assert.Equal(0.2, report.GetProperty("candidate").GetProperty("totals").GetProperty("unknownShare").GetDouble(), 6);
        Assert.True(report.GetProperty("timesLivePerCore").GetDouble() > 0);
        Assert.Equal(5, File.ReadAllLines(csv).Length);

        int Count(string outcome) => split.GetProperty(outcome).GetInt32();
        int Difference(string name) => report.GetProperty("differences").GetProperty(name).GetInt32();
    }

    [Fact]
    public void Coins_that_the_running_cap_leaves_no_room_for_are_stopped()
    {
        var session = _tool.WriteSession("child.jsonl", PolicyTool.Minors, 0, "live-1");
        var sheet = _tool.Write("minors.host.yaml", PolicyTool.Minors);

        var totals = PolicyTool.RunJson("backtest", "--sheet", sheet, "--against", "none", "--signals", session).GetProperty("candidate").GetProperty("totals");

        // of 90 coins at 1 s and 40 each at 50, 53, 56 and 59 s: the cap of 100 a minute lets none of the later four pass
        Assert.Equal((160, 4), (totals.GetProperty("coinsStopped").GetInt32(), totals.GetProperty("giftsStopped").GetInt32()));
        Assert.InRange(totals.GetProperty("restrictedMinutes").GetDouble(), 0.2, 0.9);
    }

    [Fact]
    public void A_line_that_cannot_be_read_ends_the_backtest_and_is_named()
    {
        var sheet = _tool.Write("minors.host.yaml", PolicyTool.Minors);
        var broken = _tool.Write("broken.jsonl", "\n{\"partition\":0}\n");

        var fault = Assert.Throws<ToolException>(() => PolicyTool.Run("backtest", "--sheet", sheet, "--against", "none", "--signals", broken));

        Assert.Equal($"{broken}: line 2: a line must have partition, offset and signal", fault.Message);
    }

    [Fact]
    public void A_cap_counts_the_minute_before_and_only_its_own_subject()
    {
        var caps = new GiftCaps();
        caps.Take(Gift(0, "host", 60));
        caps.Take(Order(10, "host", ActionKind.ThrottleGifts, 100, 600));
        caps.Take(Gift(20, "host", 40));
        caps.Take(Gift(21, "host", 1));
        caps.Take(Gift(22, "guest", 5000));
        caps.Take(Gift(59.9, "host", 1));
        caps.Take(Gift(60, "host", 60));

        Assert.Equal((2, 2), (caps.StoppedCoins, caps.StoppedGifts));
    }

    [Fact]
    public void A_freeze_stops_all_until_it_is_taken_back_or_ends()
    {
        var caps = new GiftCaps();
        var freeze = Order(10, "host", ActionKind.FreezeGifts, null, 60);
        caps.Take(Gift(10, "host", 7));
        caps.Take(freeze);
        caps.Take(freeze);
        caps.Take(Gift(20, "host", 7));
        caps.Take(Order(30, "host", ActionKind.FreezeGifts, null, 60) with { ActionId = ActionId.Parse("act-back"), Reverses = freeze.ActionId });
        caps.Take(Gift(31, "host", 7));

        Assert.Equal((7, 1), (caps.StoppedCoins, caps.StoppedGifts));
        Assert.Equal(TimeSpan.FromSeconds(20), caps.Restricted(LiveLog.Start.AddHours(1)));
    }

    [Fact]
    public void Restrictions_that_overlap_count_once_and_end_with_the_live()
    {
        var caps = new GiftCaps();
        caps.Take(Order(0, "host", ActionKind.FreezeGifts, null, 60));
        caps.Take(Order(30, "host", ActionKind.ThrottleGifts, 100, 60));
        caps.Take(Order(200, "host", ActionKind.ThrottleGifts, 100, 600));
        caps.Take(Order(0, "guest", ActionKind.FreezeGifts, null, 10));
        caps.Take(Order(0, "guest", ActionKind.AgeCheckInvite, null, 86_400));

        Assert.Equal(TimeSpan.FromSeconds(90 + 50 + 10), caps.Restricted(LiveLog.Start.AddSeconds(250)));
    }

    [Fact]
    public void The_newest_word_on_a_report_counts()
    {
        var book = new OutcomeBook();
        book.Take("rep-1", VerdictKind.Overturned, LiveLog.Start.AddSeconds(5));
        book.Take("rep-1", VerdictKind.Confirmed, LiveLog.Start);
        book.Take("rep-2", VerdictKind.Undecided, LiveLog.Start.AddSeconds(9));

        Assert.Equal(VerdictKind.Overturned, book.Find(["rep-1"]));
        Assert.Equal(VerdictKind.Undecided, book.Find(["rep-1", "rep-2", "rep-3"]));
        Assert.Null(book.Find(["rep-3"]));
    }

    [Fact]
    public void A_line_of_outcomes_that_is_none_is_named() =>
        Assert.StartsWith("o.csv: line 2: ", Assert.Throws<ToolException>(() => new OutcomeBook().ReadCsv("o.csv", ["report_id,outcome", "rep-1,maybe"])).Message, StringComparison.Ordinal);

    private static GiftRecord Gift(double second, string to, long coins) => new()
    {
        V = 1, LiveId = LiveLog.Live, GiftId = $"g-{second}-{to}", At = LiveLog.Start.AddSeconds(second), PayerId = UserId.Parse("u-1"), ReceiverId = ParticipantId.Parse(to), Coins = coins, AmountMinor = 0, Currency = "EUR",
    };

    private static ActionRecord Order(double second, string on, ActionKind kind, long? coins, int lasts) => new()
    {
        V = 1,
        ActionId = ActionId.Parse($"act-{second}-{on}-{kind}"),
        LiveId = LiveLog.Live,
        Subject = SubjectRef.OfParticipant(ParticipantId.Parse(on), ParticipantRole.Host),
        Kind = kind,
        OrderedAt = LiveLog.Start.AddSeconds(second),
        ExpiresAt = LiveLog.Start.AddSeconds(second + lasts),
        MaxCoinsPerMinute = coins,
        DecisionId = DecisionId.Parse("dec-1"),
        Policy = new PolicyRef("p", "h"),
        Rung = "r",
        Ground = "g",
        Reasons = [],
        Evidence = new FactEvidenceSummary { Models = [] },
        ReportId = ReportId.Parse("rep-1"),
        DecidedBy = new RecordRef(TopicNames.Signals, 0, 1),
    };
}
