using CsCheck;
using Moderation.Models.Onnx;
using Moderation.Models.Text.Characters;

namespace Moderation.Tests.Properties.Models.Text;

public sealed class CharacterFiltersProperties
{
    private static readonly Gen<string> Folded = Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789 !?*éλ日"].Array[0, 60].Select(units => new string(units));

    private static readonly Gen<CharacterFilters> Filters = Gen.Int.Select(Draw);

    [Fact]
    public void An_answer_is_the_largest_sum_of_a_window_as_the_definition_has_it() =>
        Gen.Select(Filters, Folded).Sample((filters, line) =>
        {
            var answers = new float[filters.Count];
            filters.Answer(line, answers);

            var expected = filters.Banks.SelectMany(bank => Enumerable.Range(0, bank.FilterCount).Select(filter => Defined(bank, filter, line))).ToList();
            for (var i = 0; i < answers.Length; i++)
                Assert.Equal(expected[i], answers[i], 1e-4);
        });

    [Fact]
    public void Where_an_answer_was_found_its_window_adds_up_to_it() =>
        Gen.Select(Filters, Folded).Sample((filters, line) =>
        {
            var symbols = new byte[CharacterSymbols.MaxLength];
            symbols = symbols[..CharacterSymbols.Read(line, symbols)];
            var (alone, answers, places) = (new float[filters.Count], new float[filters.Count], new int[filters.Count]);
            filters.Answer(line, alone);
            filters.Answer(symbols, answers, places);

            Assert.Equal(alone, answers);
            var at = 0;
            foreach (var bank in filters.Banks)
            {
                for (var filter = 0; filter < bank.FilterCount; filter++, at++)
                {
                    if (answers[at] > 0)
                        Assert.Equal(answers[at], Enumerable.Range(0, bank.Width).Sum(place => bank.Values[bank.RowAt(place, symbols[places[at] + place]) + filter]), 1e-4);
                }
            }
        });

    [Fact]
    public void Filters_come_back_from_their_constants() =>
        Gen.Select(Filters, Folded).Sample((filters, line) =>
        {
            var constants = filters.Banks.SelectMany(bank => bank.ToConstants()).ToDictionary(tensor => tensor.Name);
            var read = CharacterFilters.Read(new OnnxModelParts(constants, new Dictionary<string, string>()));

            var (before, after) = (new float[filters.Count], new float[read.Count]);
            filters.Answer(line, before);
            read.Answer(line, after);
            Assert.Equal(before, after);
        });

    [Fact]
    public void What_follows_the_part_that_is_looked_at_changes_nothing() =>
        Gen.Select(Filters, Folded).Sample((filters, line) =>
        {
            var (full, longer) = (new float[filters.Count], new float[filters.Count]);
            var filled = line.PadRight(CharacterSymbols.MaxLength, 'x');
            filters.Answer(filled, full);
            filters.Answer(filled + line, longer);

            Assert.Equal(full, longer);
        });

    [Fact]
    public void A_number_that_no_symbol_has_is_refused()
    {
        var filters = Draw(1);
        var symbols = new byte[20];
        symbols[9] = (byte)CharacterSymbols.Count;

        Assert.Throws<ArgumentException>(() => filters.Answer(symbols, new float[filters.Count], new int[filters.Count]));
    }

    [Fact]
    public void Every_unit_has_a_number_and_common_signs_have_their_own()
    {
        var symbols = new byte[CharacterSymbols.MaxLength];
        const string Common = "abcdefghijklmnopqrstuvwxyz0123456789 !?€$%#@*";

        var numbers = Enumerable.Range(0, char.MaxValue + 1).Select(unit =>
        {
            Assert.Equal(3 + 2 * CharacterSymbols.Margin, CharacterSymbols.Read([(char)unit], symbols));
            return symbols[CharacterSymbols.Margin + 1];
        }).ToList();

        Assert.All(numbers, number => Assert.InRange(number, 1, CharacterSymbols.Count - 1));
        Assert.All(Common, sign => Assert.Single(numbers, numbers[sign]));
    }

    /// <summary>One filter on one line, with nothing but the words of its definition.</summary>
    private static double Defined(FilterBank bank, int filter, string line)
    {
        var symbols = new byte[CharacterSymbols.MaxLength];
        var length = CharacterSymbols.Read(line, symbols);
        var own = symbols[CharacterSymbols.Margin..(length - CharacterSymbols.Margin)];
        var largest = 0.0;
        for (var centre = 0; centre < own.Length; centre++)
        {
            var sum = 0.0;
            for (var place = 0; place < bank.Width; place++)
            {
                var at = centre + place - bank.Width / 2;
                if (at >= 0 && at < own.Length)
                    sum += bank.Values[bank.RowAt(place, own[at]) + filter];
            }

            largest = Math.Max(largest, sum);
        }

        return largest;
    }

    private static CharacterFilters Draw(int seed)
    {
        var random = new Random(seed);
        int[] widths = [1, 3, 5, 7, 9];
        var banks = random.GetItems(widths, 3).Distinct().Order().Select(width => new FilterBank(width, FilterBank.Step * random.Next(1, 3))).ToList();
        foreach (var bank in banks)
        {
            // the row of nothing stays zero
            for (var place = 0; place < bank.Width; place++)
            {
                foreach (ref var value in bank.Values.AsSpan(bank.RowAt(place, 1), (CharacterSymbols.Count - 1) * bank.FilterCount))
                    value = random.NextSingle() * 2 - 1;
            }
        }

        return new CharacterFilters(banks);
    }
}
