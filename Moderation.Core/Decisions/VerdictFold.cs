using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>The part of <see cref="LiveDecider"/> that folds verdicts: what people confirmed is ordered, what they overturned is taken back.</summary>
internal sealed class VerdictFold(LiveRoom room, DecisionWriter writer)
{
    private const string Nameless = "(nameless)";

    /// <summary>Verdicts that were read, so that one delivered again does nothing.</summary>
    public RecentEvents Seen { get; } = new();

    public LiveOutcome Apply(VerdictRecord verdict)
    {
        if (!Seen.Add(verdict.VerdictId))
            return LiveOutcome.Nothing(SignalFate.DuplicateEntry);
        room.Clock.Advance(verdict.At);
        var found = false;
        foreach (var subject in room.Subjects.All())
        {
            foreach (var (policy, state) in subject.States)
                found |= Apply(verdict, subject, policy, state);
        }

        return LiveOutcome.Nothing(found ? SignalFate.Applied : SignalFate.UnknownReport);
    }

    private bool Apply(VerdictRecord verdict, Subject subject, BoundPolicy policy, SheetState state)
    {
        var found = false;
        for (var i = 0; i < state.Rungs.Length; i++)
        {
            var rule = policy.Variant.Ladder[i];
            foreach (var episode in new[] { state.Rungs[i].Open, state.Rungs[i].Last })
            {
                if (episode?.Report != verdict.ReportId)
                    continue;
                found = true;
                episode.Verdicts.Add(verdict.VerdictId);
                // What one person overturned no other can confirm any more: somebody has to look at it again by way of an appeal.
                if (verdict.Kind == VerdictKind.Confirmed && !state.Silenced)
                    Confirm(verdict, subject, policy, rule, episode, isOpen: episode == state.Rungs[i].Open, state.Rungs[i].EndedAt);
                else if (verdict.Kind == VerdictKind.Overturned && !state.Silenced)
                    writer.Reverse(subject, policy, rule, episode, verdict);
            }
        }

        if (found && verdict.Kind == VerdictKind.Overturned)
            Silence(subject, policy, state, verdict);
        return found;
    }

    private void Confirm(
        VerdictRecord verdict, Subject subject, BoundPolicy policy, Policies.CompiledRung rule, Episode episode, bool isOpen, DateTimeOffset? endedAt)
    {
        // Verdicts without a name count as one person's: two of them may be the same one's.
        var reviewer = verdict.Reviewer ?? Nameless;
        if (!episode.Reviewers.Contains(reviewer))
            episode.Reviewers.Add(reviewer);
        var isInTime = isOpen || room.Now - endedAt <= SheetEvaluator.VerdictsCountFor;
        // Whom the platform protects since takes as many people as if it always had.
        var needed = Math.Max(episode.ConfirmationsNeeded, room.ConfirmationsOfProtected(subject, rule));
        if (episode.Effect == DecisionEffect.AwaitingConfirmation && !episode.OrdersGiven && isInTime && episode.Reviewers.Count >= needed)
            writer.GiveAll(subject, policy, rule, episode);
    }

    /// <summary>The policy was wrong about the subject: its other orders go too, and it does nothing more to it in this live.</summary>
    private void Silence(Subject subject, BoundPolicy policy, SheetState state, VerdictRecord verdict)
    {
        for (var i = 0; i < state.Rungs.Length; i++)
        {
            if (state.Rungs[i].Open is { } open)
                writer.Reverse(subject, policy, policy.Variant.Ladder[i], open, verdict);
            SheetEvaluator.Close(state.Rungs[i], room.Now);
        }

        state.Silenced = true;
    }
}
