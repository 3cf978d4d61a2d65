using Moderation.Models.Onnx;

namespace Moderation.Cli.Bench;

/// <summary>The shape of an encoder of the BERT kind.</summary>
/// <param name="Layers">Encoder layers.</param>
/// <param name="Width">Numbers per token.</param>
/// <param name="Heads">Attention heads; divides the width.</param>
/// <param name="Inner">Width inside the feed-forward part.</param>
/// <param name="Vocabulary">Rows of the token table.</param>
/// <param name="Labels">Scores at the end.</param>
internal readonly record struct TransformerShape(int Layers, int Width, int Heads, int Inner, int Vocabulary, int Labels)
{
    /// <summary>BERT-base with the labels of the text models.</summary>
    public static TransformerShape BertBase { get; } = new(12, 768, 12, 3_072, 30_522, 15);

    public long ParameterCount => Width * ((long)Vocabulary + 2 + Labels) + Labels
        + Layers * (4L * Width * Width + 2L * Width * Inner + 9L * Width + Inner);
}

/// <summary>Writes an encoder of the BERT kind with random weights: what a pretrained model of that size would cost, not what it would know.</summary>
/// <remarks>
/// Token ids in, one probability per label out, read off the first token. Position embeddings and the attention mask are left out: both add
/// numbers, and cost next to nothing beside the matrix products. Gelu is the exact one, by Erf, as in the original.
/// Source: Devlin et al. 2019, https://arxiv.org/abs/1810.04805, section 3 and appendix A.2 (12 layers, 768 wide, 12 heads, 3,072 inside).
/// </remarks>
internal sealed class TransformerGraph
{
    public const string Input = "ids";
    public const string Output = "scores";
    private const float WeightSpread = 0.02f;

    private readonly TransformerShape _shape;
    private readonly Random _chance;
    private readonly List<OnnxTensor> _tensors = [];
    private readonly List<OnnxNode> _nodes = [];

    private TransformerGraph(TransformerShape shape, int seed) => (_shape, _chance) = (shape, new Random(seed));

    /// <summary>Makes the graph; equal seeds make equal models.</summary>
    public static OnnxModel Make(TransformerShape shape, int seed)
    {
        var graph = new TransformerGraph(shape, seed);
        graph.Build();
        return new OnnxModel
        {
            Graph = new OnnxGraph(
                "transformer",
                [new OnnxValueInfo(Input, OnnxElementType.Int64, [OnnxDimension.Dynamic("batch"), OnnxDimension.Dynamic("tokens")])],
                [new OnnxValueInfo(Output, OnnxElementType.Float32, [OnnxDimension.Dynamic("batch"), OnnxDimension.Fixed(shape.Labels)])],
                graph._tensors,
                graph._nodes),
        };
    }

    private void Build()
    {
        _tensors.Add(OnnxTensor.Integers("first", [], [0]));
        _tensors.Add(OnnxTensor.Integers("split", [4], [0, 0, _shape.Heads, _shape.Width / _shape.Heads]));
        _tensors.Add(OnnxTensor.Integers("join", [3], [0, 0, _shape.Width]));
        Constant("scale", 1 / MathF.Sqrt(_shape.Width / (float)_shape.Heads));
        Constant("root", 1 / MathF.Sqrt(2));
        Constant("one", 1);
        Constant("half", 0.5f);
        Weights("table", _shape.Vocabulary, _shape.Width);
        var x = Normalise("embed", Node("Gather", "embed.rows", ["table", Input]));
        for (var layer = 0; layer < _shape.Layers; layer++)
            x = Layer($"layer{layer}", x);
        var head = Dense("head", Node("Gather", "head.first", [x, "first"], OnnxAttribute.Of("axis", 1L)), _shape.Width, _shape.Labels);
        _nodes.Add(new OnnxNode("Sigmoid", Output, [head], [Output]));
    }

    private string Layer(string name, string x)
    {
        var attended = Normalise($"{name}.attention", Node("Add", $"{name}.attention.residual", [x, Attention($"{name}.attention", x)]));
        var inner = Gelu($"{name}.gelu", Dense($"{name}.inner", attended, _shape.Width, _shape.Inner));
        var outer = Dense($"{name}.outer", inner, _shape.Inner, _shape.Width);
        return Normalise($"{name}.output", Node("Add", $"{name}.output.residual", [attended, outer]));
    }

    private string Attention(string name, string x)
    {
        var query = Heads($"{name}.query", x, [0, 2, 1, 3]);
        var key = Heads($"{name}.key", x, [0, 2, 3, 1]);
        var value = Heads($"{name}.value", x, [0, 2, 1, 3]);
        var likeness = Node("Mul", $"{name}.scaled", [Node("MatMul", $"{name}.likeness", [query, key]), "scale"]);
        var weights = Node("Softmax", $"{name}.weights", [likeness], OnnxAttribute.Of("axis", -1L));
        var mixed = Node("Transpose", $"{name}.back", [Node("MatMul", $"{name}.mixed", [weights, value])], OnnxAttribute.Of("perm", (long[])[0, 2, 1, 3]));
        return Dense($"{name}.out", Node("Reshape", $"{name}.joined", [mixed, "join"]), _shape.Width, _shape.Width);
    }

    /// <summary>A projection, cut into heads: [batch, tokens, width] to four axes in the wanted order.</summary>
    private string Heads(string name, string x, long[] order)
    {
        var cut = Node("Reshape", $"{name}.cut", [Dense(name, x, _shape.Width, _shape.Width), "split"]);
        return Node("Transpose", $"{name}.turned", [cut], OnnxAttribute.Of("perm", order));
    }

    private string Gelu(string name, string x)
    {
        var erf = Node("Erf", $"{name}.erf", [Node("Mul", $"{name}.in", [x, "root"])]);
        return Node("Mul", $"{name}.out", [Node("Mul", $"{name}.half", [x, "half"]), Node("Add", $"{name}.gate", [erf, "one"])]);
    }

    private string Normalise(string name, string x)
    {
        Filled($"{name}.gain", _shape.Width, 1);
        Filled($"{name}.shift", _shape.Width, 0);
        return Node("LayerNormalization", $"{name}.norm", [x, $"{name}.gain", $"{name}.shift"], OnnxAttribute.Of("axis", -1L), OnnxAttribute.Of("epsilon", 1e-12f));
    }

    private string Dense(string name, string x, int from, int to)
    {
        Weights($"{name}.weight", from, to);
        Filled($"{name}.bias", to, 0);
        return Node("Add", $"{name}.sum", [Node("MatMul", $"{name}.product", [x, $"{name}.weight"]), $"{name}.bias"]);
    }

    private string Node(string type, string name, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes)
    {
        _nodes.Add(new OnnxNode(type, name, inputs, [name]) { Attributes = attributes });
        return name;
    }

    private void Constant(string name, float value) => _tensors.Add(OnnxTensor.Floats(name, [], [value]));

    private void Filled(string name, int count, float value)
    {
        var numbers = new float[count];
        Array.Fill(numbers, value);
        _tensors.Add(OnnxTensor.Floats(name, [count], numbers));
    }

    /// <summary>Numbers of the spread that BERT begins its training with; uniform, because the cost of a product does not ask for the bell.</summary>
    private void Weights(string name, int rows, int columns)
    {
        var bytes = new byte[(long)rows * columns * sizeof(float)];
        var numbers = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        var reach = WeightSpread * MathF.Sqrt(3);
        foreach (ref var number in numbers)
            number = reach * (2 * _chance.NextSingle() - 1);
        _tensors.Add(OnnxTensor.FromBytes(name, OnnxElementType.Float32, [rows, columns], bytes));
    }
}
