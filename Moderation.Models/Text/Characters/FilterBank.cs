using Moderation.Models.Onnx;

namespace Moderation.Models.Text.Characters;

/// <summary>Filters of one width: a number per place in the window, symbol and filter.</summary>
/// <remarks>Threads: reading is safe, changing numbers is the trainer's own business.</remarks>
public sealed class FilterBank
{
    /// <summary>Widest window.</summary>
    public const int MaxWidth = 9;

    /// <summary>Filters of a bank come in multiples of this: they are added up in vectors.</summary>
    public const int Step = 32;

    // Below any sum of a window: a place that no line has never wins.
    private const float Nowhere = -1e9f;

    /// <summary>Makes a bank of zeros.</summary>
    /// <param name="width">Symbols of a window, an odd number to <see cref="MaxWidth"/>.</param>
    /// <param name="filterCount">Filters, a multiple of <see cref="Step"/>.</param>
    public FilterBank(int width, int filterCount)
        : this(width, filterCount, new float[width * CharacterSymbols.Count * filterCount])
    {
    }

    private FilterBank(int width, int filterCount, float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxWidth);
        ArgumentOutOfRangeException.ThrowIfNotEqual(width % 2, 1, nameof(width));
        ArgumentOutOfRangeException.ThrowIfNotEqual(filterCount % Step, 0, nameof(filterCount));
        (Width, FilterCount, Values) = (width, filterCount, values);
    }

    /// <summary>Symbols of a window.</summary>
    public int Width { get; }

    /// <summary>Filters.</summary>
    public int FilterCount { get; }

    /// <summary>All numbers: rows of one number per filter, for each symbol, for each place in the window.</summary>
    public float[] Values { get; }

    /// <summary>Name in a graph of the numbers for one place in the window.</summary>
    /// <param name="width">The bank's width.</param>
    /// <param name="place">The place, from 0.</param>
    public static string NameOf(int width, int place) => $"filters_{width}_{place}";

    /// <summary>Where the row for a symbol at a place in the window begins.</summary>
    public int RowAt(int place, int symbol) => (place * CharacterSymbols.Count + symbol) * FilterCount;

    /// <summary>The constants that hold the bank in a graph, one table of a row per symbol for each place in the window.</summary>
    /// <remarks>A graph pads lines to one length. Windows around padding are ruled out there by the row of nothing at the centre.</remarks>
    public IEnumerable<OnnxTensor> ToConstants()
    {
        for (var place = 0; place < Width; place++)
        {
            var table = Values.AsSpan(RowAt(place, 0), CharacterSymbols.Count * FilterCount).ToArray();
            table.AsSpan(0, FilterCount).Fill(place == Width / 2 ? Nowhere : 0);
            yield return OnnxTensor.Floats(NameOf(Width, place), [CharacterSymbols.Count, FilterCount], table);
        }
    }

    /// <summary>Reads a bank out of a graph.</summary>
    /// <param name="parts">The graph's constants.</param>
    /// <param name="width">Whose.</param>
    /// <returns>The bank; null where the graph has none of that width.</returns>
    /// <exception cref="InvalidDataException">A table is missing or of another shape.</exception>
    public static FilterBank? Read(OnnxModelParts parts, int width)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (!parts.Initializers.TryGetValue(NameOf(width, 0), out var first))
            return null;
        if (first.Shape is not [_, var filters] || filters % Step != 0)
            throw new InvalidDataException($"'{first.Name}' is no table of filters in {Step}s");
        var bank = new FilterBank(width, (int)filters);
        for (var place = 0; place < width; place++)
        {
            var table = parts.Initializer(NameOf(width, place)).ToFloats();
            if (table.Length != CharacterSymbols.Count * bank.FilterCount)
                throw new InvalidDataException($"'{NameOf(width, place)}' has no row for each of {CharacterSymbols.Count} symbols");
            table.CopyTo(bank.Values, bank.RowAt(place, 0));
            bank.Values.AsSpan(bank.RowAt(place, 0), bank.FilterCount).Clear();
        }

        return bank;
    }
}
