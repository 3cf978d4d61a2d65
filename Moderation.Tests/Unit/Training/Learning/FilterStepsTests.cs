using Moderation.Models.Text.Characters;
using Moderation.Training.Text;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Learning;

namespace Moderation.Tests.Unit.Training.Learning;

public class FilterStepsTests
{
    private const string Line = "quel beau chapeau";
    private static readonly TrainingOptions Options = new() { FilterWidths = [3, 5], FiltersPerWidth = 32, FilterHidden = 8, FilterRate = 0.05f, Seed = 3 };

    [Fact]
    public void Steps_make_a_loss_on_the_answers_smaller_until_it_is_reached()
    {
        var filters = new FilterModel(Options).Filters;
        var steps = new FilterSteps(filters, Options.FilterRate);
        var wanted = Enumerable.Range(0, filters.Count).Select(i => 0.5f + 0.1f * (i % 7)).ToArray();
        var losses = new List<float>();
        for (var round = 0; round < 400; round++)
        {
            var (symbols, answers, places) = Answer(filters);
            var gradient = answers.Zip(wanted, (answer, w) => answer > 0 ? answer - w : 0).ToArray();
            losses.Add(gradient.Sum(g => g * g));
            steps.Move(symbols, answers, places, gradient, pace: 1);
        }

        Assert.True(losses[^1] < losses[0] / 100, $"{losses[0]} became {losses[^1]}");
    }

    [Fact]
    public void Only_the_numbers_of_the_window_that_answered_move()
    {
        var filters = new FilterModel(Options).Filters;
        var (symbols, answers, places) = Answer(filters);
        var filter = Array.FindIndex(answers, 32, answer => answer > 0) - 32;
        Assert.True(filter >= 0);
        var bank = filters.Banks[1];
        var (others, before, gradient) = (filters.Banks[0].Values.ToArray(), bank.Values.ToArray(), new float[filters.Count]);
        gradient[32 + filter] = 1;

        new FilterSteps(filters, Options.FilterRate).Move(symbols, answers, places, gradient, pace: 1);

        var window = Enumerable.Range(0, bank.Width).Where(place => symbols[places[32 + filter] + place] > 0)
            .Select(place => bank.RowAt(place, symbols[places[32 + filter] + place]) + filter).Order();
        Assert.Equal(window, Enumerable.Range(0, before.Length).Where(i => before[i] != bank.Values[i]));
        Assert.Equal(others, filters.Banks[0].Values);
    }

    [Fact]
    public void An_answer_of_nothing_moves_nothing()
    {
        var filters = new FilterModel(Options).Filters;
        foreach (var bank in filters.Banks)
            bank.Values.AsSpan().Fill(-0.5f);
        var (symbols, answers, places) = Answer(filters);
        var gradient = new float[filters.Count];
        gradient.AsSpan().Fill(-1);

        new FilterSteps(filters, Options.FilterRate).Move(symbols, answers, places, gradient, pace: 1);

        Assert.All(answers, answer => Assert.Equal(0, answer));
        Assert.All(filters.Banks, bank => Assert.All(bank.Values, value => Assert.Equal(-0.5f, value)));
    }

    [Fact]
    public void Trained_filters_know_a_word_by_a_part_of_it_that_they_were_never_shown_in_this_form()
    {
        string[] ends = ["er", "ette", "eur", "ant", "ou", "iste"];
        var random = new Random(5);
        string Drawn() => string.Concat(Enumerable.Range(0, 5).Select(_ => "bcdfglmnpr"[random.Next(10)] + "aeiou"[random.Next(5)].ToString()));
        var lines = Enumerable.Range(0, 1_500).Select(i =>
        {
            var labels = new bool?[TextHeads.Count];
            labels[0] = i % 2 == 0;
            return new WeightedLine(new LabelledLine(labels[0] == true ? $"{Drawn()} zork{ends[random.Next(ends.Length)]}" : Drawn(), "fr", "drawn", null, DataSplit.Train, labels), 1);
        }).ToList();

        var model = new FilterTrainer(Options with { Epochs = 6, FilterDropout = 0.1f }).Train(lines, (_, _) => { });

        float Toxic(string line)
        {
            var (answers, logits) = (new float[model.Filters.Count], new float[TextHeads.Count]);
            model.Filters.Answer(line, answers);
            model.Heads.Forward(answers, logits);
            return logits[0];
        }

        Assert.True(Toxic("balade zorkissime") > 0, $"{Toxic("balade zorkissime")}");
        Assert.True(Toxic("balade marine") < 0, $"{Toxic("balade marine")}");
    }

    [Fact]
    public void Nothing_adds_nothing_in_a_model_that_is_new_and_in_one_that_is_trained()
    {
        var labels = new bool?[TextHeads.Count];
        labels[0] = true;
        var trained = new FilterTrainer(Options with { Epochs = 1 }).Train([.. Enumerable.Repeat(new WeightedLine(new LabelledLine(Line, "fr", "drawn", null, DataSplit.Train, labels), 1), 50)], (_, _) => { });

        foreach (var bank in new[] { new FilterModel(Options), trained }.SelectMany(model => model.Filters.Banks))
            Assert.All(Enumerable.Range(0, bank.Width), place => Assert.All(bank.Values[bank.RowAt(place, 0)..bank.RowAt(place, 1)], value => Assert.Equal(0, value)));
    }

    private static (byte[] Symbols, float[] Answers, int[] Places) Answer(CharacterFilters filters)
    {
        var (symbols, answers, places) = (new byte[CharacterSymbols.MaxLength], new float[filters.Count], new int[filters.Count]);
        symbols = symbols[..CharacterSymbols.Read(Line, symbols)];
        filters.Answer(symbols, answers, places);
        return (symbols, answers, places);
    }
}
