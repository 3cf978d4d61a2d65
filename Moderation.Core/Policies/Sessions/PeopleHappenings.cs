using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Act = Moderation.Core.Policies.Sessions.Happening.Act;

namespace Moderation.Core.Policies.Sessions;

/// <summary>Flags, what is known of somebody over all lives, and reviewers' verdicts.</summary>
internal static class PeopleHappenings
{
    private const int Many = 1_000_000;
    private const long MostCoins = 1_000_000_000;

    // where a script says how much came back but not out of what, these stand for it
    private const int DefaultCirculationDays = 14;
    private const long DefaultSentCoins = 10_000;

    public static IEnumerable<KeyValuePair<string, Func<SessionFields, Act?>>> Kinds { get; } = new Dictionary<string, Func<SessionFields, Act?>>
    {
        ["flag"] = ReadFlag,
        ["standing"] = ReadStanding,
        ["verdict"] = ReadVerdict,
    };

    private static Act? ReadFlag(SessionFields outer)
    {
        if (outer.Child("flag") is not { } fields)
            return null;
        var (by, about, reason) = (fields.NeededId("by"), fields.Id("about"), fields.NeededId("reason"));
        var isTrusted = fields.Flag("trusted") ?? false;
        fields.RefuseOthers();
        if (by is not { } flagger || reason is not { } why)
            return null;
        return (stage, at) =>
        {
            if (Target(stage, about?.For(at.Repetition) ?? "live", at) is not { } target)
                return;
            stage.Add(new FlagSignal
            {
                V = WireVersion.Current,
                LiveId = SessionStage.Live,
                At = SessionStage.Clock(at),
                Flag = new FlagRecord
                {
                    V = WireVersion.Current,
                    LiveId = SessionStage.Live,
                    FlagId = at.Id("flag"),
                    At = SessionStage.Clock(at),
                    Target = target.Kind,
                    TargetId = target.Id,
                    Reason = why.For(at.Repetition),
                    FlaggerId = stage.User(flagger.For(at.Repetition)),
                    Trusted = isTrusted,
                },
            });
        };
    }

    private static (FlagTarget Kind, string? Id)? Target(SessionStage stage, string about, Moment at)
    {
        if (about == "live")
            return (FlagTarget.Live, null);
        if (stage.People.Contains(about))
            return (FlagTarget.Participant, about);
        if (stage.Lines.Contains(about))
            return (FlagTarget.Message, about);
        if (stage.Gifts.ContainsKey(about))
            return (FlagTarget.Gift, about);
        stage.Fault(at, $"a flag is about the live, somebody on screen, a line or a gift, and there is no '{about}' yet{NearestWord.Hint(about, ["live", .. stage.People, .. stage.Lines, .. stage.Gifts.Keys])}");
        return null;
    }

    private static Act? ReadStanding(SessionFields outer)
    {
        if (outer.Child("standing") is not { } fields)
            return null;
        var user = fields.NeededId("user");
        var strikes = (int)(fields.Whole("strikes", 0, Many) ?? 0);
        var assurance = fields.Word<AgeAssurance>("age_assurance") ?? AgeAssurance.None;
        var (spending, circulation, flagging) = (Spending(fields), Circulation(fields), Flagging(fields));
        var refunds = fields.Children("refunds").Select(ReadRefund).OfType<Func<SessionStage, Moment, RefundStanding>>().ToList();
        var exempt = fields.Texts("exempt") ?? [];
        foreach (var policy in exempt.Where(policy => !TextId.IsValid(policy.Text)))
            fields.Fault<object>(policy, "exempt holds names of policies");
        var isProtected = fields.Flag("protected") ?? false;
        fields.RefuseOthers();
        return user is not { } who ? null : (stage, at) => stage.Add(new StandingSignal
        {
            V = WireVersion.Current,
            LiveId = SessionStage.Live,
            At = SessionStage.Clock(at),
            Standing = new StandingRecord
            {
                V = WireVersion.Current,
                UserId = stage.User(who.For(at.Repetition)),
                At = SessionStage.Clock(at),
                Strikes = strikes,
                AgeAssurance = assurance,
                ExemptUntil = exempt.Select(policy => policy.Text).Distinct().ToDictionary(policy => policy, _ => SessionStage.Start.AddYears(10), StringComparer.Ordinal),
                Spending = spending,
                Refunds = [.. refunds.Select(refund => refund(stage, at)).OrderByDescending(refund => refund.At)],
                Circulation = circulation,
                Flagging = flagging,
                Protected = isProtected,
            },
        });
    }

    private static SpendingStanding? Spending(SessionFields outer)
    {
        if (outer.Child("spending") is not { } fields)
            return null;
        var days = (int)(fields.Whole("days", 1, Many) ?? fields.Fault<long>(fields.Map, "days is missing: the days of spending that it rests on"));
        var usual = fields.Number("usual_coins", 0, MostCoins) ?? fields.Fault<double>(fields.Map, "usual_coins is missing: the coins that the account seldom goes over in ten minutes");
        var daily = fields.Number("coins_per_day", 0, MostCoins) ?? usual;
        fields.RefuseOthers();
        return new SpendingStanding(days, usual, daily);
    }

    private static CirculationStanding? Circulation(SessionFields fields)
    {
        var (share, accounts) = (fields.Number("returned_share", 0, 1), fields.Whole("ring_accounts", 0, Many));
        var (days, sent) = (fields.Whole("circulation_days", 1, Many), fields.Whole("sent_coins", 0, MostCoins));
        return share is null && accounts is null && days is null && sent is null
            ? null
            : new CirculationStanding((int)(days ?? DefaultCirculationDays), sent ?? DefaultSentCoins, share ?? 0, (int)(accounts ?? 0));
    }

    private static FlaggingStanding? Flagging(SessionFields outer)
    {
        if (outer.Child("flags") is not { } fields)
            return null;
        var flagging = new FlaggingStanding((int)(fields.Whole("upheld", 0, Many) ?? 0), (int)(fields.Whole("rejected", 0, Many) ?? 0));
        fields.RefuseOthers();
        return flagging;
    }

    private static Func<SessionStage, Moment, RefundStanding>? ReadRefund(SessionFields fields)
    {
        var (receiver, coins) = (fields.NeededId("receiver"), fields.Whole("coins", 1, MostCoins) ?? 1);
        var ago = fields.Has("ago") ? fields.Time("ago") : fields.Fault<TimeSpan?>(fields.Map, "ago is missing: how long before this moment it was taken back");
        fields.RefuseOthers();
        return receiver is { } who && ago is { } before ? (stage, at) => new RefundStanding(stage.User(who.For(at.Repetition)), SessionStage.Clock(at) - before, coins) : null;
    }

    private static Act? ReadVerdict(SessionFields fields)
    {
        var kind = fields.Word<VerdictKind>("verdict");
        var rung = fields.Has("on") ? fields.Text("on") : fields.Fault<string>(fields.Map, "on is missing: the rung whose report the verdict is on");
        var (by, about) = (fields.NeededId("by"), fields.Text("about"));
        return kind is { } says && rung is not null && by is { } reviewer
            ? (stage, at) => stage.Add(new PendingVerdict(at, rung, about, says, reviewer.For(at.Repetition)))
            : null;
    }
}
