using Moderation.Cli.Bench;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Bench;

public sealed class TransformerGraphTests : IDisposable
{
    private static readonly TransformerShape Tiny = new(Layers: 2, Width: 16, Heads: 4, Inner: 32, Vocabulary: 50, Labels: 3);
    private readonly TemporaryFolder _folder = new();
    private readonly TransformerRound _round;

    public TransformerGraphTests() => _round = new TransformerRound(Tiny, _folder.File("tiny.onnx"));

    [Fact]
    public void It_has_as_many_numbers_as_its_shape_says_and_bert_base_has_what_is_told_of_it()
    {
        var weights = TransformerGraph.Make(Tiny, 1).Graph.Initializers.Where(tensor => tensor.Shape.Count > 0 && tensor.Name is not ("split" or "join"));

        Assert.Equal(Tiny.ParameterCount, weights.Sum(tensor => tensor.Data.Length / sizeof(float)));
        // 110 million, less the tables of positions and segments and the pooler.
        Assert.InRange(TransformerShape.BertBase.ParameterCount, 108_000_000, 110_000_000);
    }

    [Fact]
    public void Every_line_gets_a_probability_for_every_label()
    {
        var scores = _round.Score([.. Enumerable.Range(0, 5 * 7).Select(id => (long)id)], tokenCount: 7);

        Assert.Equal(5 * Tiny.Labels, scores.Length);
        Assert.All(scores, score => Assert.InRange(score, 0.001, 0.999));
        Assert.Equal(scores.Length, scores.Distinct().Count());
    }

    [Fact]
    public void Every_token_counts_and_without_positions_their_order_does_not()
    {
        var scores = _round.Score([1, 2, 3, 4], tokenCount: 4);
        var turned = _round.Score([1, 4, 2, 3], tokenCount: 4);
        var other = _round.Score([1, 2, 3, 5], tokenCount: 4);

        Assert.All(scores.Zip(turned), pair => Assert.Equal(pair.First, pair.Second, 5));
        Assert.All(scores.Zip(other), pair => Assert.NotEqual(pair.First, pair.Second, 5));
    }

    [Fact]
    public void Nothing_of_it_stays_on_the_disk() => Assert.False(File.Exists(_folder.File("tiny.onnx")));

    public void Dispose()
    {
        _round.Dispose();
        _folder.Dispose();
    }
}
