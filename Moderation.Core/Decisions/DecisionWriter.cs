using System.Globalization;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Writes the decisions, reports and orders that follow from one entry of a live's log. Reused from entry to entry.</summary>
internal sealed class DecisionWriter(LiveRoom room)
{
    private List<DecisionRecord>? _decisions;
    private List<ReportRecord>? _reports;
    private List<ActionRecord>? _actions;
    private RecordRef _decidedBy;

    public void Begin(RecordRef decidedBy) => (_decisions, _reports, _actions, _decidedBy) = (null, null, null, decidedBy);

    public LiveOutcome Finish(LiveOutcome outcome) => outcome with
    {
        Decisions = (IReadOnlyList<DecisionRecord>?)_decisions ?? [],
        Reports = (IReadOnlyList<ReportRecord>?)_reports ?? [],
        Actions = (IReadOnlyList<ActionRecord>?)_actions ?? [],
    };

    /// <summary>Writes that a subject has reached a rung, and what follows.</summary>
    public Episode Decide(Subject subject, BoundPolicy policy, SheetState state, int number, EpisodeStart start, bool isExempt)
    {
        var rule = policy.Variant.Ladder[number];
        var (effect, needed) = Effect(subject, policy, rule, isExempt);
        var whom = subject.Whom();
        var evidence = EvidenceWriter.Summarise(room, subject, rule);
        var reasons = Reasons(subject, rule, start.At);
        var isFollowed = effect is not (DecisionEffect.Recorded or DecisionEffect.Exempt);
        var joined = isFollowed ? Joined(rule, state, number, needed) : null;
        var report = isFollowed ? joined ?? Id<ReportId>("rep", whom, policy, rule, start) : (ReportId?)null;
        var decision = new DecisionRecord
        {
            V = WireVersion.Current,
            DecisionId = Id<DecisionId>("dec", whom, policy, rule, start),
            LiveId = room.LiveId,
            Subject = whom,
            Policy = policy.Ref,
            SheetHash = policy.Active.Sheet.SheetHash,
            Stage = policy.Active.Stage,
            Rung = rule.Name,
            Variant = policy.Variant.Name,
            Effect = effect,
            Guard = effect == DecisionEffect.AwaitingConfirmation && IsGuarded(policy) ? policy.Active.Guard : null,
            At = room.Now,
            EpisodeStartedAt = start.At,
            Reasons = reasons,
            Evidence = evidence,
            Actions = [.. rule.Orders.Select(Propose)],
            ReportId = report,
            DecidedBy = _decidedBy,
        };
        (_decisions ??= []).Add(decision);
        if (report is { } own && joined is null)
            Report(decision, rule, own, needed);
        var episode = new Episode
        {
            Start = start, Decision = decision.DecisionId, Effect = effect, Report = report, ConfirmationsNeeded = needed, Orders = new GivenOrder?[rule.Orders.Count],
        };
        if (effect == DecisionEffect.Enforced)
            GiveAll(subject, policy, rule, episode);
        return episode;
    }

    /// <summary>Gives the orders of an episode that are about to expire again.</summary>
    public void Renew(Subject subject, BoundPolicy policy, int number, Episode episode)
    {
        var rule = policy.Variant.Ladder[number];
        // A policy that may not order by itself any more lets its orders run out, unless people confirmed them.
        var mayRenew = episode.Reviewers.Count > 0 || Effect(subject, policy, rule, isExempt: false).Needed == 0;
        for (var i = 0; i < rule.Orders.Count; i++)
        {
            if (episode.Orders[i] is not { } given || RenewAt(rule.Orders[i], given) > room.Now)
                continue;
            if (mayRenew)
                Give(subject, policy, rule, episode, i, renews: given);
            else
                episode.Orders[i] = given with { RunsOut = true };
        }
    }

    /// <summary>Gives every order of an episode.</summary>
    public void GiveAll(Subject subject, BoundPolicy policy, CompiledRung rule, Episode episode)
    {
        for (var i = 0; i < rule.Orders.Count; i++)
            Give(subject, policy, rule, episode, i, renews: null);
    }

    /// <summary>Takes back the orders of an episode that still run.</summary>
    public void Reverse(Subject subject, BoundPolicy policy, CompiledRung rule, Episode episode, VerdictRecord verdict)
    {
        for (var i = 0; i < episode.Orders.Length; i++)
        {
            if (episode.Orders[i] is not { } given || given.EndsAt <= room.Now)
                continue;
            var reason = new Reason("overturned", "A person looked and found the report wrong.");
            Add(subject, policy, rule, episode, rule.Orders[i], new GivenOrder(
                ActionRecord.ReversalOf(room.LiveId, given.Action), given.Kind, given.EndsAt, given.Renewal), [reason], reverses: given.Action, renews: null, [verdict.VerdictId]);
            episode.Orders[i] = null;
        }
    }

    /// <summary>When the next order of an episode is to be renewed.</summary>
    public static DateTimeOffset NextRenewal(CompiledRung rule, Episode episode)
    {
        var next = DateTimeOffset.MaxValue;
        for (var i = 0; i < episode.Orders.Length; i++)
        {
            if (episode.Orders[i] is { } given && RenewAt(rule.Orders[i], given) is var at && at < next)
                next = at;
        }

        return next;
    }

    private static DateTimeOffset RenewAt(RungOrder order, GivenOrder given) =>
        order.RenewBefore > TimeSpan.Zero && !given.RunsOut ? given.EndsAt - order.RenewBefore : DateTimeOffset.MaxValue;

    private static ProposedAction Propose(RungOrder order) => new(order.Kind, order.Lasts.TotalSeconds, order.MaxCoinsPerMinute);

    // An order always belongs to a report: that of a milder rung that is open, where people need not confirm this one.
    private static ReportId? Joined(CompiledRung rule, SheetState state, int number, int needed)
    {
        if (rule.Orders.Count == 0 || needed > 0)
            return null;
        for (var milder = number - 1; milder >= 0; milder--)
        {
            if (state.Rungs[milder].Open?.Report is { } report)
                return report;
        }

        return null;
    }

    private (DecisionEffect Effect, int Needed) Effect(Subject subject, BoundPolicy policy, CompiledRung rule, bool isExempt)
    {
        if (isExempt)
            return (DecisionEffect.Exempt, 0);
        if (policy.Active.Stage == PolicyStage.Shadow)
            return (DecisionEffect.Recorded, 0);
        var byPolicy = Math.Max(rule.ConfirmationsNeeded, policy.Active.HumanConfirmOnly || IsGuarded(policy) ? 1 : 0);
        var needed = rule.Orders.Count == 0 ? 0 : Math.Max(byPolicy, room.ConfirmationsOfProtected(subject, rule));
        return (needed > 0 ? DecisionEffect.AwaitingConfirmation : DecisionEffect.Enforced, needed);
    }

    private bool IsGuarded(BoundPolicy policy) => policy.Active.Guard is not null && room.Now < policy.Active.GuardedUntil;

    private void Report(DecisionRecord decision, CompiledRung rule, ReportId id, int needed) => (_reports ??= []).Add(new ReportRecord
    {
        V = WireVersion.Current,
        ReportId = id,
        LiveId = room.LiveId,
        Subject = decision.Subject,
        Policy = decision.Policy,
        Rung = rule.Name,
        Priority = rule.Priority,
        RaisedAt = room.Now,
        EpisodeStartedAt = decision.EpisodeStartedAt,
        DecisionId = decision.DecisionId,
        Proposes = needed > 0 ? decision.Actions : [],
        ConfirmationsNeeded = needed,
        Reasons = decision.Reasons,
        Evidence = decision.Evidence,
        DecidedBy = _decidedBy,
    });

    private void Give(Subject subject, BoundPolicy policy, CompiledRung rule, Episode episode, int place, GivenOrder? renews)
    {
        var renewal = renews is null ? 0 : renews.Renewal + 1;
        var order = rule.Orders[place];
        var given = new GivenOrder(
            Id<ActionId>("act", subject.Whom(), policy, rule, episode.Start, WireWord.From(order.Kind), renewal.ToString(CultureInfo.InvariantCulture)),
            order.Kind,
            room.Now + order.Lasts,
            renewal);
        episode.Orders[place] = given;
        Add(subject, policy, rule, episode, order, given, Reasons(subject, rule, episode.Start.At), reverses: null, renews?.Action, [.. episode.Verdicts]);
    }

    private void Add(
        Subject subject, BoundPolicy policy, CompiledRung rule, Episode episode, RungOrder order, GivenOrder given, IReadOnlyList<Reason> reasons,
        ActionId? reverses, ActionId? renews, string[] verdicts) =>
        (_actions ??= []).Add(new ActionRecord
        {
            V = WireVersion.Current,
            ActionId = given.Action,
            LiveId = room.LiveId,
            Subject = subject.Whom(),
            Kind = order.Kind,
            OrderedAt = room.Now,
            ExpiresAt = given.EndsAt,
            Reverses = reverses,
            // The next line that is hidden leaves the one before hidden.
            Renews = order.Kind == ActionKind.HideMessage ? null : renews,
            MaxCoinsPerMinute = order.MaxCoinsPerMinute,
            // A reversal names its order; by now another line may be the newest.
            MessageId = order.Kind == ActionKind.HideMessage && reverses is null ? subject.NewestFlaggedMessage() : null,
            DecisionId = episode.Decision,
            Verdicts = verdicts,
            Policy = policy.Ref,
            Rung = rule.Name,
            Ground = policy.Sheet.Ground,
            Reasons = reasons,
            Evidence = EvidenceWriter.Summarise(room, subject, rule),
            ReportId = episode.Report ?? throw new InvalidOperationException("an order belongs to a report"),
            DecidedBy = _decidedBy,
        });

    private List<Reason> Reasons(Subject subject, CompiledRung rule, DateTimeOffset startedAt)
    {
        var reasons = new List<Reason>(rule.When.Explain(subject, room.Now));
        if (rule.For > TimeSpan.Zero)
        {
            reasons.Add(new Reason("held", string.Create(CultureInfo.InvariantCulture,
                $"This has held for {(room.Now - startedAt).TotalSeconds:0} s; {rule.For.TotalSeconds:0.#} s are needed.")));
        }

        if (rule.Orders.Count == 0)
            reasons.Add(new Reason("human_review", "A person must look: this proves nothing by itself."));
        return reasons;
    }

    private T Id<T>(string prefix, SubjectRef whom, BoundPolicy policy, CompiledRung rule, EpisodeStart start, params ReadOnlySpan<string> more)
        where T : struct, ITextId<T> => DerivedId.From<T>(
            prefix, [room.LiveId.Value, whom.ToString(), policy.Ref.Hash, policy.Active.Stage == PolicyStage.Shadow ? "shadow" : "", rule.Name, Text(start), .. more]);

    private static string Text(EpisodeStart start)
    {
        var at = start.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return start.Repeat == 0 ? at : string.Create(CultureInfo.InvariantCulture, $"{at}#{start.Repeat}");
    }
}
