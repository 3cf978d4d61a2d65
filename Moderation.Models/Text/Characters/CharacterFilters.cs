using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Moderation.Models.Onnx;

namespace Moderation.Models.Text.Characters;

/// <summary>Looks everywhere in a line for short runs of characters: a filter adds up its numbers for the symbols of a window, and answers with the largest sum that a window of the line has, 0 at least.</summary>
/// <remarks>
/// A convolution of characters with the maximum over time (Kim 2014, Convolutional Neural Networks for Sentence Classification). Unlike
/// a row per n-gram, it knows runs that training never saw by what they share with others. As a character is one symbol of a hundred,
/// no number is multiplied: rows are added. Allocates nothing. Threads: safe while nobody changes the banks.
/// </remarks>
public sealed class CharacterFilters
{
    private readonly FilterBank[] _banks;

    /// <summary>Makes filters of banks.</summary>
    /// <param name="banks">At least one.</param>
    public CharacterFilters(IReadOnlyList<FilterBank> banks)
    {
        ArgumentNullException.ThrowIfNull(banks);
        (_banks, Count) = ([.. banks], banks.Sum(bank => bank.FilterCount));
        ArgumentOutOfRangeException.ThrowIfZero(Count, nameof(banks));
    }

    /// <summary>The filters, by width.</summary>
    public IReadOnlyList<FilterBank> Banks => _banks;

    /// <summary>Filters of all banks.</summary>
    public int Count { get; }

    /// <summary>Reads the filters out of a graph.</summary>
    /// <exception cref="InvalidDataException">There are none, or a table is missing or of another shape.</exception>
    public static CharacterFilters Read(OnnxModelParts parts)
    {
        var banks = Enumerable.Range(1, FilterBank.MaxWidth).Select(width => FilterBank.Read(parts, width)).OfType<FilterBank>().ToList();
        return banks.Count > 0 ? new CharacterFilters(banks) : throw new InvalidDataException("the model has no character filters");
    }

    /// <summary>Answers about a line.</summary>
    /// <param name="folded">Text as the normaliser folds it.</param>
    /// <param name="answers">Receives <see cref="Count"/> numbers, bank after bank.</param>
    public void Answer(ReadOnlySpan<char> folded, Span<float> answers)
    {
        Span<byte> symbols = stackalloc byte[CharacterSymbols.MaxLength];
        symbols = symbols[..CharacterSymbols.Read(folded, symbols)];
        foreach (var bank in _banks)
        {
            Scan(bank, symbols, answers[..bank.FilterCount], [], keepsPlaces: false);
            answers = answers[bank.FilterCount..];
        }
    }

    /// <summary>Answers about a line, and tells where each filter found it.</summary>
    /// <param name="symbols">The line as <see cref="CharacterSymbols"/> reads it.</param>
    /// <param name="answers">Receives <see cref="Count"/> numbers, bank after bank.</param>
    /// <param name="places">Receives where the window of each answer begins in <paramref name="symbols"/>; what stands for an answer of 0 says nothing.</param>
    /// <exception cref="ArgumentException">A symbol has another number than <see cref="CharacterSymbols"/> gives.</exception>
    public void Answer(ReadOnlySpan<byte> symbols, Span<float> answers, Span<int> places)
    {
        if (symbols.ContainsAnyExceptInRange((byte)0, (byte)(CharacterSymbols.Count - 1)))
            throw new ArgumentException($"symbols are numbers under {CharacterSymbols.Count}", nameof(symbols));
        foreach (var bank in _banks)
        {
            Scan(bank, symbols, answers[..bank.FilterCount], places[..bank.FilterCount], keepsPlaces: true);
            answers = answers[bank.FilterCount..];
            places = places[bank.FilterCount..];
        }
    }

    // Four vectors side by side, so that a row is looked up once for all of them. Nothing checks the bounds of rows in here: symbols are
    // numbers that the bank has rows for, and a window reaches no further than the margins.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scan(FilterBank bank, ReadOnlySpan<byte> symbols, Span<float> answers, Span<int> places, bool keepsPlaces)
    {
        // every window has a symbol of the line at its centre
        var (first, end) = (CharacterSymbols.Margin - bank.Width / 2, symbols.Length - CharacterSymbols.Margin - bank.Width / 2);
        var (width, row, table) = (bank.Width, (nuint)bank.FilterCount, (nuint)(bank.FilterCount * CharacterSymbols.Count));
        ref var line = ref MemoryMarshal.GetReference(symbols);
        for (var filter = 0; filter < bank.FilterCount; filter += FilterBank.Step)
        {
            ref var values = ref bank.Values[filter];
            Vector256<float> largest0 = default, largest1 = default, largest2 = default, largest3 = default;
            Vector256<int> where0 = default, where1 = default, where2 = default, where3 = default;
            for (var start = first; start < end; start++)
            {
                Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
                ref var window = ref Unsafe.Add(ref line, start);
                nuint at = 0;
                for (var place = 0; place < width; place++, at += table)
                {
                    ref var numbers = ref Unsafe.Add(ref values, at + Unsafe.Add(ref window, place) * row);
                    sum0 += Vector256.LoadUnsafe(ref numbers);
                    sum1 += Vector256.LoadUnsafe(ref numbers, 8);
                    sum2 += Vector256.LoadUnsafe(ref numbers, 16);
                    sum3 += Vector256.LoadUnsafe(ref numbers, 24);
                }

                if (keepsPlaces)
                {
                    var here = Vector256.Create(start);
                    where0 = Vector256.ConditionalSelect(Vector256.GreaterThan(sum0, largest0).AsInt32(), here, where0);
                    where1 = Vector256.ConditionalSelect(Vector256.GreaterThan(sum1, largest1).AsInt32(), here, where1);
                    where2 = Vector256.ConditionalSelect(Vector256.GreaterThan(sum2, largest2).AsInt32(), here, where2);
                    where3 = Vector256.ConditionalSelect(Vector256.GreaterThan(sum3, largest3).AsInt32(), here, where3);
                }

                (largest0, largest1) = (Vector256.Max(sum0, largest0), Vector256.Max(sum1, largest1));
                (largest2, largest3) = (Vector256.Max(sum2, largest2), Vector256.Max(sum3, largest3));
            }

            ref var answer = ref answers[filter];
            largest0.StoreUnsafe(ref answer);
            largest1.StoreUnsafe(ref answer, 8);
            largest2.StoreUnsafe(ref answer, 16);
            largest3.StoreUnsafe(ref answer, 24);
            if (!keepsPlaces)
                continue;
            ref var found = ref places[filter];
            where0.StoreUnsafe(ref found);
            where1.StoreUnsafe(ref found, 8);
            where2.StoreUnsafe(ref found, 16);
            where3.StoreUnsafe(ref found, 24);
        }
    }
}
