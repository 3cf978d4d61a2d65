using System.Text.Json;
using Moderation.Models.Manifests;
using Moderation.Models.Text;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Models.Text;

public sealed class TextScorerTests : IDisposable
{
    private static readonly string[] Lines =
    [
        "salut tout le monde ça va ?",
        "gg",
        "allez une rose chacun et on passe devant, il reste dix secondes",
        "follow me on the other app, luna_77, and don't tell your mum",
        "the match starts at eight, who is watching with me tonight after work and a long train ride home?",
        "❤️❤️❤️",
    ];

    private readonly TextScorerFactory _factory = TextScorerFactory.Open(Path.Combine(Repository.Root, "models"), new TextScorerOptions { MaxBatch = 8 });

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_line_scores_the_same_alone_and_among_others()
    {
        using var scorer = _factory.Create();
        var together = scorer.Score(Lines).ToArray().Select(Copy).ToList();

        for (var i = 0; i < Lines.Length; i++)
        {
            var alone = Copy(scorer.Score([Lines[i]])[0]);
            Assert.Equal(together[i].Language, alone.Language);
            Assert.Equal(together[i].Flags, alone.Flags);
            for (var label = 0; label < alone.Scores.Length; label++)
                Assert.Equal(together[i].Scores[label], alone.Scores[label], 1e-5);
        }
    }

    [Fact]
    public void Lines_score_as_the_whole_graph_scores_them_in_onnx_runtime()
    {
        using var scorer = _factory.Create();
        using var graph = TextGraph.Open(Path.Combine(Repository.Root, "models", "text"));

        var scores = graph.Prepare(Lines)().Span;

        var served = scorer.Score(Lines);
        for (var line = 0; line < Lines.Length; line++)
        {
            for (var label = 0; label < scorer.Labels.Count; label++)
                Assert.Equal(scores[line * scorer.Labels.Count + label], served[line].Scores[label], 1e-5);
        }
    }

    [Fact]
    public void Scores_are_probabilities_and_the_language_is_told()
    {
        using var scorer = _factory.Create();

        foreach (var score in scorer.Score(Lines))
            Assert.All(score.Scores.ToArray(), value => Assert.InRange(value, 0f, 1f));
        Assert.Equal("fr", scorer.Score([Lines[2]])[0].Language);
        Assert.Equal("en", scorer.Score([Lines[4]])[0].Language);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \t\n")]
    [InlineData("\u200b\u200b")]
    [InlineData("...")]
    public void A_line_with_nothing_to_read_is_not_scored(string line)
    {
        using var scorer = _factory.Create();
        scorer.Score([Lines[3]]);

        var score = scorer.Score([line])[0];

        Assert.False(score.IsScored);
        Assert.Equal("", score.Language);
        Assert.DoesNotContain(true, score.Flags.ToArray());
    }

    [Fact]
    public void Half_a_surrogate_pair_is_nothing_to_read()
    {
        using var scorer = _factory.Create();

        Assert.False(scorer.Score([new string('\ud83d', 1)])[0].IsScored);
    }

    [Fact]
    public void A_long_line_is_read_at_its_beginning_and_says_so()
    {
        using var scorer = _factory.Create();

        var score = scorer.Score([string.Concat(Enumerable.Repeat("bonjour ", 100_000))])[0];

        Assert.True(score.IsScored);
        Assert.True(score.IsTruncated);
    }

    [Fact]
    public void A_rule_that_hits_is_named_with_its_place()
    {
        using var scorer = _factory.Create();
        const string line = "call me on +33 6 39 98 12 34 tonight";

        var match = Assert.Single(scorer.Score([line])[0].Matches);

        Assert.Equal(RuleKind.Phone, match.Kind);
        Assert.Equal("+33 6 39 98 12 34", line.Substring(match.Start, match.Length));
    }

    [Fact]
    public void More_lines_than_a_call_takes_are_refused()
    {
        using var scorer = _factory.Create();

        Assert.Throws<ArgumentOutOfRangeException>(() => scorer.Score([.. Enumerable.Repeat("x", scorer.MaxBatch + 1)]));
    }

    [Fact]
    public void Scoring_keeps_its_allocation_budget()
    {
        using var scorer = _factory.Create();
        for (var round = 0; round < 3_000; round++)
            scorer.Score(Lines);

        var perLine = Allocation.Of(100, _ => scorer.Score(Lines)) / (100 * Lines.Length);

        using var budgets = JsonDocument.Parse(Repository.Read("bench/budgets.json"));
        Assert.InRange(perLine, 0, budgets.RootElement.GetProperty("allocatedBytesPerOperation").GetProperty("chat.text").GetInt64());
    }

    [Fact]
    public void A_model_file_that_was_changed_is_refused()
    {
        using var models = new ModelCopy();
        var file = Path.Combine(models.Text, "model.onnx");
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);

        var refusal = Assert.Throws<ManifestException>(() => TextScorerFactory.Open(models.Root, new TextScorerOptions()));

        Assert.Contains("SHA-256", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_was_trained_with_another_normaliser_is_refused()
    {
        using var models = new ModelCopy();
        var file = Path.Combine(models.Text, "model.onnx");
        var bytes = File.ReadAllBytes(file);
        var place = bytes.AsSpan().IndexOf("\"normaliserVersion\":1"u8);
        Assert.True(place > 0, "the file names no version");
        bytes[place + "\"normaliserVersion\":".Length] = (byte)'9';
        File.WriteAllBytes(file, bytes);
        var manifest = TextManifest.Load(models.Text);
        (manifest with { Onnx = new ModelFile { Path = manifest.Onnx.Path, Sha256 = FileHash.Sha256(bytes) } }).Save(models.Text);

        var refusal = Assert.Throws<ManifestException>(() => TextScorerFactory.Open(models.Root, new TextScorerOptions()));

        Assert.Contains("reads text as", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Heads_that_take_another_vector_are_refused()
    {
        using var models = new ModelCopy();
        var manifest = TextManifest.Load(models.Text);
        (manifest with { Heads = manifest.Linear }).Save(models.Text);

        var refusal = Assert.Throws<ManifestException>(() => TextScorerFactory.Open(models.Root, new TextScorerOptions()));

        Assert.Contains("does not take", refusal.Message, StringComparison.Ordinal);
    }

    private static (float[] Scores, bool[] Flags, string Language) Copy(TextScore score) => (score.Scores.ToArray(), score.Flags.ToArray(), score.Language);

    /// <summary>A copy of the shipped model that a test may spoil.</summary>
    private sealed class ModelCopy : IDisposable
    {
        public ModelCopy()
        {
            Directory.CreateDirectory(Text);
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "models", "text")))
                File.Copy(file, Path.Combine(Text, Path.GetFileName(file)));
        }

        public string Root { get; } = Directory.CreateTempSubdirectory("moderation-text-").FullName;

        public string Text => Path.Combine(Root, "text");

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }
}
