using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>The part of <see cref="LiveDecider"/> that folds gifts and flags.</summary>
internal sealed class GiftFold(LiveRoom room, SheetEvaluator sheets)
{
    // As many as lines: a scorer that dies can deliver thousands of gifts of one live again.
    private RecentSamples _seen = new(room.Rules.Text.RememberedSamples, room.Rules.Text.RememberFor);

    public LiveOutcome Apply(GiftSignal signal)
    {
        var gift = signal.Gift;
        if (!_seen.Add(WireWord.From(gift.Event), gift.GiftId, gift.At))
            return LiveOutcome.Nothing(SignalFate.DuplicateEntry);
        room.Clock.Advance(gift.At);
        var receiver = room.Roster.People.Find(person => person.Id == gift.ReceiverId);
        Give(room.Subjects.Live, gift, MoneySide.Live, room.StartedAt ?? gift.At);
        if (receiver is { Role: not null })
            Give(receiver.Subject, gift, MoneySide.Received, receiver.ShownSince);
        Give(room.Subjects.Gifter(gift.PayerId, mayMake: true)!, gift, MoneySide.Sent, gift.At);
        return LiveOutcome.Nothing(SignalFate.Applied) with { Users = receiver?.UserId is { } user ? [gift.PayerId, user] : [gift.PayerId] };
    }

    public LiveOutcome Apply(FlagSignal signal)
    {
        var flag = signal.Flag;
        if (!_seen.Add("flag", flag.FlagId, flag.At))
            return LiveOutcome.Nothing(SignalFate.DuplicateEntry);
        room.Clock.Advance(flag.At);
        var record = room.Standing.Flagging(flag.FlaggerId);
        Flag(room.Subjects.Live, flag, record);
        // A flag on a line or a gift is about the live until it is known whose they are.
        if (flag is { Target: FlagTarget.Participant, TargetId: { } id } && room.Roster.People.Find(person => person.Id.Value == id) is { Role: not null } person)
            Flag(person.Subject, flag, record);
        return LiveOutcome.Nothing(SignalFate.Applied) with { Users = [flag.FlaggerId] };
    }

    public void Save(StateWriter writer) => _seen.Save(writer);

    public void Load(StateReader reader) => _seen = RecentSamples.Restore(reader, room.Rules.Text.RememberedSamples, room.Rules.Text.RememberFor);

    private void Give(Subject subject, GiftRecord gift, MoneySide side, DateTimeOffset since)
    {
        sheets.LetFall(subject, FactGroups.Money);
        (subject.Money ??= new MoneyEvidence(side, since)).Take(gift, gift.At);
        sheets.Evaluate(subject, FactGroups.Money);
    }

    private void Flag(Subject subject, FlagRecord flag, FlaggingStanding? record)
    {
        sheets.LetFall(subject, FactGroups.Flags);
        (subject.Flags ??= new FlagEvidence()).Take(flag, flag.At, record);
        sheets.Evaluate(subject, FactGroups.Flags);
    }
}
