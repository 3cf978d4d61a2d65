using Moderation.Core.Wire;

namespace Moderation.Api.Operations;

/// <summary>What a Worker has counted since its process began.</summary>
/// <param name="Frames">Frames read, by what the sampler made of them: <c>taken</c>, or why not. <c>overload</c> is a part of <c>taken</c>.</param>
/// <param name="LinesTaken">Text lines chosen for the models, by why.</param>
/// <param name="LinesSkipped">Text lines that were not chosen, by why.</param>
/// <param name="FramesScored">Frames that the models answered for.</param>
/// <param name="LinesScored">Text lines that the models answered for.</param>
internal sealed record WorkerCounts(
    IReadOnlyDictionary<string, long> Frames, IReadOnlyDictionary<string, long> LinesTaken, IReadOnlyDictionary<string, long> LinesSkipped, long FramesScored, long LinesScored)
{
    public const string Taken = "taken";
    public const string Overload = "overload";
    private const string Skipped = "skipped";
    private const string Scored = "scored";
    private const string Fate = "fate";
    private const string Reason = "reason";
    private const string Scope = "otel_scope_name";
    private const string WorkerScope = "Moderation.Worker";

    public long FramesRead => Frames.Where(fate => fate.Key != Overload).Sum(fate => fate.Value);

    public long FramesSampled => Frames.GetValueOrDefault(Taken) - Frames.GetValueOrDefault(Overload);

    public long LinesSampled => LinesTaken.Values.Sum();

    public long LinesRead => LinesSampled + LinesSkipped.Values.Sum();

    /// <summary>Reads a metrics page. A counter that is not on a Worker's page has counted nothing yet; on any other page nothing is known.</summary>
    /// <param name="text">The page.</param>
    /// <exception cref="FormatException">It is no metrics page, or not that of a Worker.</exception>
    public static WorkerCounts Read(string text)
    {
        var samples = PrometheusText.Parse(text).Where(sample => sample.Labels.GetValueOrDefault(Scope) == WorkerScope).ToList();
        if (samples.Count == 0)
            throw new FormatException("what answers is no Worker: none of its metrics are there");
        return new WorkerCounts(
            By(samples, "moderation_sampling_frames_total", Fate, _ => true),
            By(samples, "moderation_sampling_lines_total", Reason, sample => sample.Labels.GetValueOrDefault(Fate) == Taken),
            By(samples, "moderation_sampling_lines_total", Reason, sample => sample.Labels.GetValueOrDefault(Fate) == Skipped),
            By(samples, "moderation_scoring_frames_total", Fate, _ => true).GetValueOrDefault(Scored),
            By(samples, "moderation_scoring_lines_total", Fate, _ => true).GetValueOrDefault(Scored));
    }

    /// <summary>Whether these can have been counted by the process that counted the others before: counters only grow, so one that fell was begun anew.</summary>
    public bool GoOnFrom(WorkerCounts before) => Grew(Frames, before.Frames) && Grew(LinesTaken, before.LinesTaken) && Grew(LinesSkipped, before.LinesSkipped)
        && FramesScored >= before.FramesScored && LinesScored >= before.LinesScored;

    private static bool Grew(IReadOnlyDictionary<string, long> now, IReadOnlyDictionary<string, long> before) => before.All(one => now.GetValueOrDefault(one.Key) >= one.Value);

    private static SortedDictionary<string, long> By(IEnumerable<MetricSample> samples, string name, string label, Func<MetricSample, bool> counts)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var sample in samples.Where(sample => sample.Name == name && counts(sample)))
        {
            var word = sample.Labels.GetValueOrDefault(label) ?? throw new FormatException($"{name} does not say its {label}");
            sums[word] = sums.GetValueOrDefault(word) + (long)sample.Value;
        }

        return sums;
    }
}
