using Moderation.Core.Evidence.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>The part of <see cref="LiveDecider"/> that folds text lines.</summary>
/// <remarks>
/// Lines come slightly out of order of event time; each counts with its own. One that is older than evidence looks back would weigh nothing
/// and is left out, so that a line delivered again long after it was forgotten does nothing either.
/// </remarks>
internal sealed class TextDecider(LiveId liveId, DeciderRules rules, Roster roster, LiveClock clock)
{
    private readonly RecentSamples _samples = new(rules.Text.Evidence.RememberedSamples, rules.Text.Evidence.RememberFor);
    private readonly TextReporter _reporter = new(liveId, rules.Text);
    private TextSubjects _subjects = new(roster, rules);

    public long LinesScored { get; private set; }

    public long LinesNotScored { get; private set; }

    /// <summary>Subjects that evidence is kept about, besides the live itself.</summary>
    public int SubjectCount => _subjects.Count;

    public LiveOutcome Apply(TextSignal signal, RecordRef at)
    {
        if (clock.Now - signal.At > rules.Text.Evidence.Window)
            return LiveOutcome.Nothing(SignalFate.OutdatedLine);
        if (!_samples.Add(signal.SampleId.Value, signal.At))
            return LiveOutcome.Nothing(SignalFate.DuplicateSample);
        var now = clock.Advance(signal.At);
        if (signal.NotScored is not null)
        {
            // Unknown never acts: it is counted, and moves no rate.
            LinesNotScored++;
            return LiveOutcome.Nothing(SignalFate.Applied);
        }

        LinesScored++;
        _reporter.Begin(now, at, signal.Models);
        var dropped = _subjects.Take(signal, LineReading.Of(signal, rules.Text.Evidence.NewAccountAge), _reporter);
        return new LiveOutcome { Reports = _reporter.Reports, Actions = [], Fate = SignalFate.Applied, TextSubjectsDropped = dropped };
    }

    /// <summary>Drops all evidence; samples stay remembered.</summary>
    public void Clear() => _subjects = new TextSubjects(roster, rules);

    /// <summary>The live's decayed rates per label, for publishing.</summary>
    public IReadOnlyList<LabelRate> FlaggedRates()
    {
        var rates = new List<LabelRate>();
        for (var label = 0; clock.Now is { } now && label < TextChannel.LabelCount; label++)
        {
            if (WireRounding.Rate(_subjects.Live.Evidence.PerMinute(label, now)) is > 0 and var rate)
                rates.Add(new LabelRate((TextLabel)label, rate));
        }

        return rates;
    }
}
