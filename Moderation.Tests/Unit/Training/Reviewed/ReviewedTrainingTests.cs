using System.CommandLine;
using System.Security.Cryptography;
using Moderation.Models.Manifests;
using Moderation.Models.Text;
using Moderation.Tests.Support;
using Moderation.Training.Text;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Learning;
using Moderation.Training.Text.Reviewed;

namespace Moderation.Tests.Unit.Training.Reviewed;

public sealed class ReviewedTrainingTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 11, 20);
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly TextCorpus _corpus;
    private readonly DirectoryInfo _model;

    public ReviewedTrainingTests()
    {
        _corpus = PlantedChat.Corpus(_folder.File("training-data"));
        _model = PlantedChat.Champion(_corpus, _folder.File("models"));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void A_word_that_moderators_flag_is_learnt_and_the_challenger_takes_the_place()
    {
        var before = Hashes(_model.FullName);
        Assert.True(Run(PlantedChat.Export(_folder.File("reviewed.jsonl"), isSlang => isSlang ? 1 : 0)), _output.ToString());

        var (knew, learnt) = (Score("text.previous"), Score("text"));
        Assert.True(learnt.Insult > 0.6 && knew.Insult < 0.4, $"{knew} {learnt}");
        Assert.True(learnt.IsFlagged);
        Assert.Equal(before, Hashes(_model.FullName + ".previous"));
        Assert.Equal(["text", "text.previous"], Directory.GetDirectories(_folder.File("models")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_card_and_the_file_say_what_was_learnt_from()
    {
        var export = PlantedChat.Export(_folder.File("reviewed.jsonl"), isSlang => isSlang ? 1 : 0);
        Assert.True(Run(export), _output.ToString());
        var card = File.ReadAllText(Path.Combine(_model.FullName, "card.md"));
        var hash = FileHash.Sha256(File.ReadAllBytes(export.FullName));
        Assert.StartsWith("# text\n\n## Continued from reviewed lines, 2026-11-20\n", card, StringComparison.Ordinal);
        Assert.All(["Test policy 1", hash, "600 lines", "2026-11-02", "en insult"], said => Assert.Contains(said, card, StringComparison.Ordinal));
        using var session = TextSession.Open(_model.FullName);
        Assert.Contains(new TextModelData("reviewed/reviewed.jsonl", hash), session.Spec.Data);
    }

    [Fact]
    public void Decisions_without_sense_change_no_byte()
    {
        var (before, random) = (Hashes(_model.FullName), new Random(4));
        Assert.False(Run(PlantedChat.Export(_folder.File("reviewed.jsonl"), _ => random.Next(2))), _output.ToString());
        Assert.Contains("no swap: on held-back lines the mean area under the curve changes by", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, Hashes(_model.FullName));
        Assert.Equal(["text"], Directory.GetDirectories(_folder.File("models")).Select(Path.GetFileName));
    }

    [Fact]
    public void The_same_seed_makes_the_same_model_and_another_seed_another()
    {
        var export = PlantedChat.Export(_folder.File("reviewed.jsonl"), isSlang => isSlang ? 1 : 0);
        var made = new[] { 1, 1, 2 }.Select(seed =>
        {
            if (Directory.Exists(_model.FullName + ".previous"))
            {
                Directory.Delete(_model.FullName, recursive: true);
                Directory.Move(_model.FullName + ".previous", _model.FullName);
            }

            Assert.True(Run(export, seed), _output.ToString());
            return Hashes(_model.FullName);
        }).ToList();
        Assert.Equal(made[0], made[1]);
        Assert.NotEqual(made[0], made[2]);
    }

    [Fact]
    public void Raters_who_disagree_teach_a_lower_score()
    {
        var share = PlantedChat.Export(_folder.File("share.jsonl"), isSlang => isSlang ? 0.6 : 0);
        var sure = PlantedChat.Export(_folder.File("sure.jsonl"), isSlang => isSlang ? 1 : 0);
        Assert.True(Logit(sure) - Logit(share) > 1, $"{Logit(sure)} {Logit(share)}");
    }

    [Fact]
    public void The_command_tells_by_its_status_whether_it_was_refused_stayed_or_swapped()
    {
        var random = new Random(4);
        Assert.Equal(TrainTextCommand.Refused, Command(PlantedChat.Export(_folder.File("mute.jsonl"), isSlang => isSlang ? 1 : 0, consent: false)));
        Assert.Contains("your policy allows training", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(TrainTextCommand.Stayed, Command(PlantedChat.Export(_folder.File("senseless.jsonl"), _ => random.Next(2))));
        Assert.Equal(TrainTextCommand.Swapped, Command(PlantedChat.Export(_folder.File("good.jsonl"), isSlang => isSlang ? 1 : 0)));
    }

    [Fact]
    public void A_folder_without_a_model_is_refused() =>
        Assert.Throws<TrainingRefusal>(() => Contestant.ReadChampion(new DirectoryInfo(_folder.File("models", "none"))));

    [Fact]
    public void The_champion_read_back_answers_as_the_served_file()
    {
        var champion = Contestant.ReadChampion(_model);
        var lines = _corpus.Dev.Take(100).ToList();
        var answers = ModelAnswers.Of(champion.Model, lines);
        using var factory = TextScorerFactory.Open(_folder.File("models"), new TextScorerOptions());
        using var scorer = factory.Create();
        for (var i = 0; i < lines.Count; i++)
        {
            var served = scorer.Score([lines[i].Text])[0];
            for (var head = 0; head < TextHeads.Count; head++)
                Assert.Equal(served.Scores[head], champion.Calibration.Served(answers.Logits[i], head), 1e-4);
        }
    }

    private bool Run(FileInfo export, int seed = 1) =>
        ReviewedTraining.Run(_corpus, [ReviewedExports.Read(export.FullName, null)], _model, new ReviewedOptions { Seed = seed, Draws = 200 }, Day, _output);

    private int Command(FileInfo export) => TrainTextCommand.Create(TimeProvider.System)
        .Parse(["--reviewed", export.FullName, "--written", _folder.File("training-data"), "--out", _model.FullName])
        .Invoke(new InvocationConfiguration { Output = _output, Error = _output });

    private (float Insult, bool IsFlagged) Score(string folder)
    {
        // the service looks for a folder of this name
        var models = Directory.CreateDirectory(_folder.File("asked", folder)).FullName;
        Directory.CreateSymbolicLink(Path.Combine(models, "text"), _folder.File("models", folder));
        using var factory = TextScorerFactory.Open(models, new TextScorerOptions());
        using var scorer = factory.Create();
        var score = scorer.Score([PlantedChat.Line(new Random(77), "en", PlantedChat.Slang)])[0];
        return (score.Scores[TextHeads.IndexOf("insult")], score.Flags[TextHeads.IndexOf("insult")]);
    }

    private static float Logit(FileInfo export)
    {
        var split = ReviewedSplit.Of(ReviewedExports.Read(export.FullName, null).Lines, [], new ReviewedOptions());
        var small = PlantedChat.Small;
        var model = new TextNetwork(
            new BagTrainer(small).Train(split.Learnt, (_, _) => { }), new FilterTrainer(small).Train(split.Learnt, (_, _) => { }), small.FilterShare);
        var line = split.HeldBack[0].Line with { Text = PlantedChat.Line(new Random(77), "en", PlantedChat.Slang) };
        return ModelAnswers.Of(model, [line]).Logits[0][TextHeads.IndexOf("insult")];
    }

    private static Dictionary<string, string> Hashes(string folder) =>
        Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
}
