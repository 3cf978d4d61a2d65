namespace Moderation.Core.Policies.Expressions;

internal enum BoundKind
{
    Constant,
    Fact,
    Let,
    Negative,
    Not,
    Add,
    Subtract,
    Multiply,
    Divide,
    Least,
    Greatest,
    AtLeast,
    AtMost,
    More,
    Less,
    Equal,
    NotEqual,
    Among,
    And,
    Or,
    Known,
}

/// <summary>An expression whose names are looked up and whose types fit. Lets are shared, not copied; their size counts where they are used.</summary>
internal sealed class BoundExpression
{
    public required BoundKind Kind { get; init; }

    public required FactType Type { get; init; }

    /// <summary>The words it can be, where it is a word.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>A constant's value; for a fact with <c>per</c>, what its value is divided by.</summary>
    public double Value { get; init; } = 1;

    public FactUse Use { get; init; }

    public RateUnit? Per { get; init; }

    public string? LetName { get; init; }

    public IReadOnlyList<BoundExpression> Parts { get; init; } = [];

    /// <summary>The expression that it was made of.</summary>
    public required Expression Source { get; init; }

    /// <summary>Nodes, lets expanded.</summary>
    public long Size { get; private init; }

    public BoundExpression Left => Parts[0];

    public BoundExpression Right => Parts[1];

    /// <summary>Itself, or what a let stands for.</summary>
    public BoundExpression Behind => Kind == BoundKind.Let ? Left.Behind : this;

    public bool IsConstant => Kind == BoundKind.Constant || (Kind is not BoundKind.Fact && Parts.All(part => part.IsConstant));

    public bool IsComparison => Kind is >= BoundKind.AtLeast and <= BoundKind.Among;

    public static BoundExpression Constant(Expression source, FactType type, double value, IReadOnlyList<string>? words = null) =>
        new() { Kind = BoundKind.Constant, Type = type, Value = value, Words = words ?? [], Source = source, Size = 1 };

    public static BoundExpression OfFact(NameExpression source, FactUse use, double divisor) =>
        new() { Kind = BoundKind.Fact, Type = use.Fact.Type, Words = use.Fact.Words, Use = use, Value = divisor, Per = source.Per, Source = source, Size = 1 };

    public static BoundExpression OfLet(NameExpression source, BoundExpression behind) => new()
    {
        Kind = BoundKind.Let, Type = behind.Type, Words = behind.Words, LetName = source.Name, Parts = [behind], Source = source, Size = behind.Size,
    };

    public static BoundExpression Of(Expression source, BoundKind kind, FactType type, params IReadOnlyList<BoundExpression> parts) => new()
    {
        Kind = kind,
        Type = type,
        Parts = parts,
        Source = source,
        // A list is worked out as one comparison per item.
        Size = kind == BoundKind.Among ? (parts.Count - 1) * (parts[0].Size + 2) + parts.Skip(1).Sum(part => part.Size) : 1 + parts.Sum(part => part.Size),
    };
}
