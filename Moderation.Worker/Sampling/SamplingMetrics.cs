using System.Diagnostics.Metrics;
using System.Text.Json;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Sampling;

/// <summary>Counts every frame and every text line by what became of it.</summary>
internal sealed class SamplingMetrics(IMeterFactory meters)
{
    private static readonly KeyValuePair<string, object?>[] Fates =
        [.. Enum.GetValues<SamplingFate>().Select(f => new KeyValuePair<string, object?>("fate", JsonNamingPolicy.SnakeCaseLower.ConvertName(f.ToString())))];

    private static readonly KeyValuePair<string, object?>[][] Choices = [.. Enum.GetValues<ChatChoice>().Select(Tags)];

    private readonly Counter<long> _frames = meters.Create(WorkerTelemetry.Name).CreateCounter<long>(
        "moderation.sampling.frames", "{frame}", "Frames read, by fate: taken, rate, out_of_order, stale; overload counts some of the taken ones again");

    private readonly Counter<long> _lines = meters.Create(WorkerTelemetry.Name).CreateCounter<long>(
        "moderation.sampling.lines", "{line}", "Text lines read, by fate (taken, skipped) and reason (all, participant, risk, share; late, backlog, too_old)");

    public void Count(SamplingFate fate) => _frames.Add(1, Fates[(int)fate]);

    public void Count(ChatChoice choice) => _lines.Add(1, Choices[(int)choice]);

    /// <summary>A choice's name is its fate and its reason, as in <c>SkippedAsTooOld</c>.</summary>
    private static KeyValuePair<string, object?>[] Tags(ChatChoice choice)
    {
        var words = choice.ToString().Split("As", 2);
        return [new("fate", JsonNamingPolicy.SnakeCaseLower.ConvertName(words[0])), new("reason", JsonNamingPolicy.SnakeCaseLower.ConvertName(words[1]))];
    }
}
