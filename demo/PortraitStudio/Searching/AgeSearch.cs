using System.Text.Json.Nodes;
using PortraitStudio.Readings;
using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

namespace PortraitStudio.Searching;

/// <summary>
/// Turns dials until the models read the wanted age in several spoilt frames at once, and counts the worst frame most:
/// a face that only fools one set of pixels does not win. Seeded; one candidate at a time.
/// </summary>
internal sealed class AgeSearch(FaceReader reader, IReadOnlyList<Dial> dials, float wantedAge, int seed)
{
    private const int Size = 360;
    private readonly Random _random = new(seed);

    public Sitter Run(Sitter start, int steps, Action<int, float, string> report)
    {
        var best = Dial.Open(start);
        var bestLoss = Loss(start, out var text);
        report(0, bestLoss, text);
        for (var step = 1; step <= steps; step++)
        {
            var reach = 0.35f * MathF.Pow(0.985f, step);
            var trial = Mutate(best, MathF.Max(0.06f, reach));
            var loss = Loss(Dial.Close(trial), out text);
            if (loss >= bestLoss)
                continue;
            (best, bestLoss) = (trial, loss);
            report(step, loss, text);
        }
        return Dial.Close(best);
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
        var (sum, worst, ages) = (0f, 0f, new List<string>());
        foreach (var spoil in Stress.Few)
        {
            using var frame = Stress.Apply(picture, spoil);
            var reading = reader.Read(frame);
            var miss = reading is { } r ? MathF.Abs(r.Age - wantedAge) + (20 * MathF.Max(0, 0.9f - r.Score)) : 60;
            (sum, worst) = (sum + miss, MathF.Max(worst, miss));
            ages.Add(reading is { } seen ? FormattableString.Invariant($"{seen.Score:0.00}/{seen.Age:0.0}") : "none");
        }
        text = string.Join(' ', ages);
        return (sum / Stress.Few.Count) + worst;
    }
}
