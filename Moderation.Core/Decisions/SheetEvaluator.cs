using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Brings what sheets know of a subject up to its evidence: begins and ends episodes, and has written what follows.</summary>
internal sealed class SheetEvaluator(LiveRoom room, DecisionWriter writer)
{
    private const FactGroups Everything =
        FactGroups.Age | FactGroups.Text | FactGroups.Money | FactGroups.Flags | FactGroups.Standing | FactGroups.Session;

    /// <summary>How long after the end of an episode a verdict on it still counts.</summary>
    public static readonly TimeSpan VerdictsCountFor = TimeSpan.FromHours(1);

    /// <summary>Looks again at the sheets that read something that has happened, and at those whose time has come.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="touched">What has happened to it.</param>
    /// <param name="mayOpen">False where only what time has let fall is to end, before new evidence would hide the fall.</param>
    /// <param name="everyLine">Whether a line without any flag was added.</param>
    public void Evaluate(Subject subject, FactGroups touched, bool mayOpen = true, bool everyLine = false)
    {
        var policies = subject.Policies(room.View);
        if (mayOpen && !subject.WasLookedAt)
            // What was known before the subject was followed, above all standing, has happened to it too.
            (touched, subject.WasLookedAt) = (Everything, true);
        var due = DateTimeOffset.MaxValue;
        for (var i = 0; i < policies.Length; i++)
        {
            var policy = policies[i];
            var state = subject.State(i);
            var isTouched = (policy.Groups & touched) != 0 || (everyLine && policy.ReadsEveryLine);
            if (state is null ? isTouched && mayOpen : isTouched || Due(policy, state) <= room.Now)
                state = Evaluate(subject, i, policy, state, mayOpen);
            if (state is not null && Due(policy, state) is var next && next < due)
                due = next;
        }

        subject.DueAt = due;
        if (due < room.Subjects.DueAt)
            room.Subjects.DueAt = due;
    }

    /// <summary>Ends what time has let fall, before news of a sort that would hide the fall.</summary>
    public void LetFall(Subject subject, FactGroups news)
    {
        if (subject.HasStates)
            Evaluate(subject, news, mayOpen: false);
    }

    /// <summary>Looks again at subjects whose time has come: what must hold for a while has held, an order runs out.</summary>
    public void RunDue()
    {
        if (room.Now < room.Subjects.DueAt)
            return;
        room.Subjects.DueAt = DateTimeOffset.MaxValue;
        foreach (var subject in room.Subjects.All())
        {
            if (subject.DueAt <= room.Now)
                Evaluate(subject, FactGroups.None);
            else if (subject.DueAt < room.Subjects.DueAt)
                room.Subjects.DueAt = subject.DueAt;
        }
    }

    /// <summary>Ends an episode; what it has ordered and is not reversed expires by itself.</summary>
    public static void Close(RungState rung, DateTimeOffset now)
    {
        // Nothing followed from an exemption, so there is nothing to cool down from when it ends.
        if (rung.Open is { Effect: not DecisionEffect.Exempt } open)
            (rung.Last, rung.EndedAt) = (open, now);
        (rung.Open, rung.HeldSince) = (null, null);
    }

    private SheetState? Evaluate(Subject subject, int place, BoundPolicy policy, SheetState? state, bool mayOpen)
    {
        if (state?.Silenced == true)
            return state;
        var variant = policy.Variant;
        var canDecide = (variant.Where is null || variant.Where.Evaluate(subject, room.Now) == Truth.True) && All(variant.Needs, subject);
        var isExempt = canDecide && (Any(variant.Unless, subject) || room.IsExempt(subject, policy.Sheet.Name));
        for (var rung = 0; rung < variant.Ladder.Count; rung++)
        {
            if (canDecide)
                Advance(subject, place, policy, ref state, rung, isExempt, mayOpen);
            else if (state is not null)
                Close(state.Rungs[rung], room.Now);
        }

        if (state is not null && Forget(state, variant))
            subject.Drop(place);
        return state;
    }

    private void Advance(Subject subject, int place, BoundPolicy policy, ref SheetState? state, int number, bool isExempt, bool mayOpen)
    {
        var rule = policy.Variant.Ladder[number];
        var isHeld = rule.When.Evaluate(subject, room.Now) == Truth.True;
        if (state is null)
        {
            if (!isHeld)
                return;
            state = subject.Begin(place, policy.Variant.Ladder.Count);
        }

        var rung = state.Rungs[number];
        rung.HeldSince = isHeld ? rung.HeldSince ?? room.Now : null;
        if (rung.Open is { } open && (isExempt != (open.Effect == DecisionEffect.Exempt) || !(isHeld || IsKept(rule, subject))))
        {
            Close(rung, room.Now);
            rung.HeldSince = isHeld ? room.Now : null;
        }

        if (rung.Open is { } going)
            writer.Renew(subject, policy, number, going);
        else if (mayOpen && ReachedAt(rung, rule, policy.Variant) <= room.Now)
            rung.Open = writer.Decide(subject, policy, state, number, Begin(rung), isExempt);
    }

    private static EpisodeStart Begin(RungState rung)
    {
        var since = rung.HeldSince!.Value;
        var start = new EpisodeStart(since, rung.Began is { } began && began.At == since ? began.Repeat + 1 : 0);
        rung.Began = start;
        return start;
    }

    private bool IsKept(CompiledRung rule, Subject subject) => rule.While?.Evaluate(subject, room.Now) == Truth.True;

    private static DateTimeOffset ReachedAt(RungState rung, CompiledRung rule, CompiledVariant variant)
    {
        if (rung.HeldSince is not { } since)
            return DateTimeOffset.MaxValue;
        var reached = since + rule.For;
        return rung.EndedAt is { } ended && ended + variant.Cooldown > reached ? ended + variant.Cooldown : reached;
    }

    /// <summary>When time alone can change something.</summary>
    private static DateTimeOffset Due(BoundPolicy policy, SheetState state)
    {
        var due = DateTimeOffset.MaxValue;
        for (var i = 0; i < state.Rungs.Length && !state.Silenced; i++)
        {
            var (rung, rule) = (state.Rungs[i], policy.Variant.Ladder[i]);
            var next = rung.Open is { } open ? DecisionWriter.NextRenewal(rule, open) : ReachedAt(rung, rule, policy.Variant);
            due = next < due ? next : due;
        }

        return due;
    }

    private bool Forget(SheetState state, CompiledVariant variant)
    {
        foreach (var rung in state.Rungs)
        {
            if (rung is { Open: null, EndedAt: { } ended } && room.Now - ended > VerdictsCountFor && room.Now - ended >= variant.Cooldown)
                (rung.Last, rung.EndedAt) = (null, null);
            if (rung.Began is { } began && began.At < room.Now)
                rung.Began = null;
        }

        return state.IsIdle;
    }

    private bool All(IReadOnlyList<Condition> conditions, Subject subject)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i].Evaluate(subject, room.Now) != Truth.True)
                return false;
        }

        return true;
    }

    private bool Any(IReadOnlyList<Condition> conditions, Subject subject)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i].Evaluate(subject, room.Now) == Truth.True)
                return true;
        }

        return false;
    }
}
