using Moderation.Models.Text.Characters;

namespace Moderation.Training.Text.Learning;

/// <summary>Moves the numbers of filters against the gradient of their answers: Adagrad with one mass per number.</summary>
internal sealed class FilterSteps(CharacterFilters filters, float rate)
{
    private const float Epsilon = 1e-6f;

    private readonly float[][] _masses = [.. filters.Banks.Select(bank => new float[bank.Values.Length])];

    /// <summary>An answer is the sum of the numbers of one window, so its gradient belongs to those; an answer of 0 comes from no window.</summary>
    /// <param name="symbols">The line.</param>
    /// <param name="answers">What the filters answered about it.</param>
    /// <param name="places">Where.</param>
    /// <param name="gradient">Gradient of the answers.</param>
    /// <param name="pace">What the steps are multiplied with.</param>
    public void Move(ReadOnlySpan<byte> symbols, ReadOnlySpan<float> answers, ReadOnlySpan<int> places, ReadOnlySpan<float> gradient, float pace)
    {
        var from = 0;
        foreach (var (bank, masses) in filters.Banks.Zip(_masses))
        {
            for (var filter = 0; filter < bank.FilterCount; filter++)
            {
                var at = from + filter;
                if (answers[at] > 0 && gradient[at] != 0)
                    Move(bank, masses, filter, symbols.Slice(places[at], bank.Width), gradient[at], rate * pace);
            }

            from += bank.FilterCount;
        }
    }

    private static void Move(FilterBank bank, float[] masses, int filter, ReadOnlySpan<byte> window, float gradient, float rate)
    {
        for (var place = 0; place < window.Length; place++)
        {
            // nothing adds nothing
            if (window[place] == 0)
                continue;
            var at = bank.RowAt(place, window[place]) + filter;
            masses[at] += gradient * gradient;
            bank.Values[at] -= rate * gradient / (MathF.Sqrt(masses[at]) + Epsilon);
        }
    }
}
