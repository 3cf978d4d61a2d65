using System.Text.Json.Nodes;
using PortraitStudio.Readings;
using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

namespace PortraitStudio.Searching;

/// <summary>
/// Turns dials until the models read the wanted age in all spoilt frames at once, and counts the worst frame most:
/// a face that only fools one set of pixels does not win. A wide age distribution costs too. Seeded; one candidate at a time.
/// </summary>
internal sealed class AgeSearch(FaceReader reader, IReadOnlyList<Dial> dials, float wantedAge, int seed)
{
    private const int Size = 768;
    private readonly Random _random = new(seed);

    public void Run(Sitter start, int steps, Action<int, float, string, Sitter> report)
    {
        var best = Dial.Open(start);
        var bestLoss = Loss(start, out var text);
        report(0, bestLoss, text, start);
        for (var step = 1; step <= steps; step++)
        {
            var reach = 0.35f * MathF.Pow(0.985f, step);
            var trial = Mutate(best, MathF.Max(0.06f, reach));
            var loss = Loss(Dial.Close(trial), out text);
            if (loss >= bestLoss)
                continue;
            (best, bestLoss) = (trial, loss);
            report(step, loss, text, Dial.Close(best));
        }
    }

    private JsonObject Mutate(JsonObject parent, float reach)
    {
        var child = parent.DeepClone().AsObject();
        foreach (var dial in dials)
        {
            if (_random.NextSingle() > 0.3f)
                continue;
            var noise = _random.NextSingle() + _random.NextSingle() + _random.NextSingle() - 1.5f;
            dial.Write(child, dial.Read(child) + (noise * 1.4f * reach * (dial.High - dial.Low)));
        }
        return child;
    }

    private float Loss(Sitter sitter, out string text)
    {
        using var picture = new Portrait(sitter, Size).Paint();
        var (misses, lowest, ages) = (new List<float>(), 1f, new List<float>());
        foreach (var spoil in Stress.All)
        {
            using var frame = Stress.Apply(picture, spoil);
            var reading = reader.Read(frame);
            lowest = MathF.Min(lowest, reading?.Score ?? 0);
            ages.Add(reading?.Age ?? 0);
            misses.Add(reading is { } r ? MathF.Abs(r.Age - wantedAge) + (0.4f * r.Spread) + (20 * MathF.Max(0, 0.75f - r.Score)) : 60);
        }
        text = FormattableString.Invariant($"ages {ages.Min():0.0}..{ages.Max():0.0}, mean {ages.Average():0.0}, score at least {lowest:0.00}");
        return misses.Average() + misses.Max();
    }
}
