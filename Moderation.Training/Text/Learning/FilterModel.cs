using Moderation.Models.Text.Characters;

namespace Moderation.Training.Text.Learning;

/// <summary>Character filters, and a small network on their answers.</summary>
internal sealed class FilterModel
{
    // Filters that all start alike would stay alike.
    private const float Start = 1;

    public FilterModel(TrainingOptions options)
        : this(new CharacterFilters([.. options.FilterWidths.Select(width => new FilterBank(width, options.FiltersPerWidth))]), options)
    {
        var random = new Random(options.Seed);
        foreach (var bank in Filters.Banks)
        {
            for (var place = 0; place < bank.Width; place++)
            {
                // the row of nothing stays zero
                foreach (ref var value in bank.Values.AsSpan(bank.RowAt(place, 1), (CharacterSymbols.Count - 1) * bank.FilterCount))
                    value = (random.NextSingle() * 2 - 1) * Start / MathF.Sqrt(bank.Width);
            }
        }
    }

    /// <summary>A model on filters that are there; its network is still to be filled or trained.</summary>
    public FilterModel(CharacterFilters filters, TrainingOptions options) =>
        (Filters, Heads) = (filters, new HeadNetwork(filters.Count, options.FilterHidden, TextHeads.Count, new Random(options.Seed)));

    public CharacterFilters Filters { get; }

    /// <summary>All heads; what language a line is in, the bag tells.</summary>
    public HeadNetwork Heads { get; }

    /// <summary>All that training moves.</summary>
    public IEnumerable<float[]> Parameters => [.. Filters.Banks.Select(bank => bank.Values), .. Heads.Parameters];
}
