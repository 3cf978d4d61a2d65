using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Writes down and reads back what is known about one subject. The people on screen themselves are the roster's.</summary>
internal static class SubjectMemory
{
    public static void Save(StateWriter writer, Subject subject)
    {
        Write(writer, subject.Said, (part, to) => part.Save(to));
        Write(writer, subject.Heard, (part, to) => part.Save(to));
        Write(writer, subject.Conversation, (part, to) => part.Save(to));
        Write(writer, subject.Ordinary, (part, to) => part.Save(to));
        Write(writer, subject.Money, (part, to) => part.Save(to));
        Write(writer, subject.Flags, (part, to) => part.Save(to));
        writer.Write(subject.DueAt);
        writer.Write(subject.WasLookedAt);
        var states = subject.States.ToList();
        writer.Write((long)states.Count);
        foreach (var (policy, state) in states)
        {
            writer.Write(policy.Ref.Name);
            writer.Write(policy.Ref.Hash);
            writer.Write((long)policy.Active.Stage);
            writer.Write(policy.Variant.Name);
            SheetMemory.Save(writer, state);
        }
    }

    public static void Load(StateReader reader, LiveRoom room, Subject subject)
    {
        var text = room.Rules.Text;
        subject.Said = reader.ReadBool() ? TextEvidence.Restore(reader, text) : null;
        subject.Heard = reader.ReadBool() ? TextEvidence.Restore(reader, text) : null;
        subject.Conversation = reader.ReadBool() ? Conversation.Restore(reader, text) : null;
        subject.Ordinary = reader.ReadBool() ? OrdinaryShare.Restore(reader, text) : null;
        subject.Money = reader.ReadBool() ? MoneyEvidence.Restore(reader) : null;
        subject.Flags = reader.ReadBool() ? FlagEvidence.Restore(reader) : null;
        (subject.DueAt, subject.WasLookedAt) = (reader.ReadTime(), reader.ReadBool());
        var policies = subject.Policies(room.View);
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var reference = new PolicyRef(reader.ReadText(), reader.ReadText());
            var (stage, variant) = ((PolicyStage)reader.ReadLong(), reader.ReadString());
            var state = SheetMemory.Load(reader);
            // A version that is gone takes what it knew along, as it would have in the log.
            var place = Array.FindIndex(policies, policy => policy.Ref == reference && policy.Active.Stage == stage && policy.Variant.Name == variant);
            if (place >= 0 && state.Rungs.Length == policies[place].Variant.Ladder.Count)
                subject.Restore(place, state);
        }
    }

    public static void SaveKey(StateWriter writer, UserId user, UserId? other = null)
    {
        writer.Write(user.Value);
        writer.Write(other?.Value);
    }

    public static (UserId User, UserId? Other) LoadKey(StateReader reader) =>
        (UserId.Parse(reader.ReadText()), reader.ReadString() is { } other ? UserId.Parse(other) : null);

    private static void Write<T>(StateWriter writer, T? part, Action<T, StateWriter> save)
        where T : class
    {
        writer.Write(part is not null);
        if (part is not null)
            save(part, writer);
    }
}
