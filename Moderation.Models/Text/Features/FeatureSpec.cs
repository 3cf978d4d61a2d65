using Moderation.Models.Text.Characters;
using Moderation.Models.Text.Normalisation;

namespace Moderation.Models.Text.Features;

/// <summary>How text becomes row numbers of the embedding table, and symbols of the character filters. A model carries its spec and is not loaded by a build that reads text otherwise.</summary>
/// <param name="NormaliserVersion">Version of <see cref="TextNormaliser"/>.</param>
/// <param name="Bits">The table has 2^bits rows; row 0 is the zero vector.</param>
/// <param name="MinGram">Shortest character n-gram, marks counted.</param>
/// <param name="MaxGram">Longest character n-gram.</param>
/// <param name="MaxIds">Most ids of one line; words come before n-grams, so the n-grams of a long line's end go first.</param>
/// <param name="SymbolVersion">Version of <see cref="CharacterSymbols"/>.</param>
public sealed record FeatureSpec(int NormaliserVersion, int Bits, int MinGram, int MaxGram, int MaxIds, int SymbolVersion)
{
    /// <summary>The spec that this build reads, for a table of a given size.</summary>
    /// <param name="bits">8 to 24.</param>
    /// <exception cref="ArgumentOutOfRangeException">Out of that range.</exception>
    public static FeatureSpec OfThisBuild(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 24);
        return new FeatureSpec(TextNormaliser.Version, bits, FeatureHasher.MinGram, FeatureHasher.MaxGram, FeatureReader.MaxIds, CharacterSymbols.Version);
    }

    /// <summary>Rows of the table.</summary>
    public int RowCount => 1 << Bits;
}
