using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>The part of <see cref="LiveDecider"/> that folds text lines: whom each concerns, and what follows.</summary>
/// <remarks>
/// Lines come slightly out of order of event time; each counts with its own. One that is older than evidence looks back would weigh nothing
/// and is left out, so that a line delivered again long after it was forgotten does nothing either.
/// </remarks>
internal sealed class TextFold(LiveRoom room, SheetEvaluator sheets)
{
    private RecentSamples _samples = new(room.Rules.Text.RememberedSamples, room.Rules.Text.RememberFor);

    public long LinesScored { get; private set; }

    public long LinesNotScored { get; private set; }

    public LiveOutcome Apply(TextSignal signal)
    {
        if (room.Clock.Now - signal.At > room.Rules.Text.Window)
            return LiveOutcome.Nothing(SignalFate.OutdatedLine);
        if (!_samples.Add(signal.SampleId.Value, signal.At))
            return LiveOutcome.Nothing(SignalFate.DuplicateSample);
        room.Clock.Advance(signal.At);
        if (signal.NotScored is not null)
        {
            // Unknown never acts: it is counted, and moves no rate.
            LinesNotScored++;
            return LiveOutcome.Nothing(SignalFate.Applied);
        }

        LinesScored++;
        room.Models.Read(signal.Models);
        var users = Take(signal, LineReading.Of(signal, room.Rules.Text.NewAccountAge));
        return LiveOutcome.Nothing(SignalFate.Applied) with { Users = users };
    }

    public void Save(StateWriter writer)
    {
        _samples.Save(writer);
        writer.Write(LinesScored);
        writer.Write(LinesNotScored);
    }

    public void Load(StateReader reader)
    {
        _samples = RecentSamples.Restore(reader, room.Rules.Text.RememberedSamples, room.Rules.Text.RememberFor);
        (LinesScored, LinesNotScored) = (reader.ReadLong(), reader.ReadLong());
    }

    /// <summary>The live's decayed rates per label, for publishing.</summary>
    public IReadOnlyList<LabelRate> FlaggedRates()
    {
        var rates = new List<LabelRate>();
        for (var label = 0; room.Subjects.Live.Said is { } said && label < TextChannel.LabelCount; label++)
        {
            if (WireRounding.Rate(said.PerMinute(label, room.Now)) is > 0 and var rate)
                rates.Add(new LabelRate((TextLabel)label, rate));
        }

        return rates;
    }

    /// <summary>Gives a line to everybody whom it concerns.</summary>
    /// <returns>The accounts whose standing it makes matter.</returns>
    private UserId[] Take(TextSignal signal, in LineReading line)
    {
        var (roster, subjects) = (room.Roster, room.Subjects);
        var host = roster.Host();
        // What is said aloud or stands in the picture without a name is the host's.
        var speaker = signal.AuthorId is { } author ? roster.With(author) : signal.Source == TextSource.Chat ? null : host;
        var user = signal.AuthorId ?? speaker?.UserId;
        var (other, otherUser) = signal.ReplyTo is { } named ? (roster.With(named), named) : (host, host?.UserId);
        var (isFlagged, isKept) = (line.Labels != 0, line.Labels != 0 || line.Rules != 0);
        if (signal.AuthorSince is not null && !line.Has(TextChannel.HostileLabels))
            subjects.Live.Ordinary!.Add(line.IsByNewAccount, line.At);
        Give(subjects.Live, line, isHeard: false, isKept);
        Give(speaker?.Subject ?? (user is { } writer ? subjects.Author(writer, isFlagged) : null), line, isHeard: false, isKept);
        var isToSelf = (other is not null && other == speaker) || (otherUser is not null && otherUser == user);
        var isCue = isFlagged || line.Aspects != 0;
        if (!isToSelf)
        {
            Give(other?.Subject ?? (otherUser is { } reader ? subjects.Author(reader, isFlagged) : null), line, isHeard: true, isKept);
            if (user is { } from && (other is not null || otherUser is not null))
                Give(subjects.Pair(from, otherUser, isCue), line, isHeard: false, isKept);
        }

        return !isCue ? [] : (user, isToSelf ? null : otherUser) switch
        {
            ({ } from, { } to) => [from, to],
            ({ } from, null) => [from],
            (null, { } to) => [to],
            _ => [],
        };
    }

    private void Give(Subject? subject, in LineReading line, bool isHeard, bool matters)
    {
        if (subject is null)
            return;
        if (matters)
            sheets.LetFall(subject, FactGroups.Text);
        var evidence = isHeard ? subject.Heard ??= new TextEvidence(room.Rules.Text) : subject.Said ??= new TextEvidence(room.Rules.Text);
        evidence.See(line.At);
        if (matters)
        {
            evidence.Add(line);
            subject.Conversation?.Add(line);
            sheets.Evaluate(subject, FactGroups.Text);
        }
        else if (room.View.ReadsEveryLine(subject.Kind))
        {
            sheets.Evaluate(subject, FactGroups.None, everyLine: true);
        }
    }
}
