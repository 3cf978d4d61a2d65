namespace Moderation.Core.Policies.Expressions;

/// <summary>An expression of a sheet as it is worded; names are not looked up yet.</summary>
/// <remarks>Two expressions are equal when they say the same, wherever they stand. Threads: immutable.</remarks>
public abstract record Expression
{
    /// <summary>Where it stands, in UTF-16 units from the start of the expression's text. No part of equality.</summary>
    public int At { get; init; }

    /// <summary>Whether both say the same.</summary>
    /// <param name="other">The other expression.</param>
    public virtual bool Equals(Expression? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>The expression in canonical form.</summary>
    public sealed override string ToString() => ExpressionText.Write(this);
}

/// <summary>A number, never negative: a minus is <see cref="NegativeExpression"/>.</summary>
/// <param name="Value">The number; percents are already divided by 100.</param>
public sealed record NumberExpression(double Value) : Expression;

/// <summary>A length of event time.</summary>
/// <param name="Value">The length, in whole seconds.</param>
public sealed record DurationExpression(TimeSpan Value) : Expression;

/// <summary><c>true</c> or <c>false</c>.</summary>
/// <param name="Value">Which.</param>
public sealed record TruthExpression(bool Value) : Expression;

/// <summary>A name with what belongs to it: a fact, a let, or one of the words of the fact that it is compared with.</summary>
/// <param name="Name">The name.</param>
/// <param name="Argument">What stands in brackets; null without.</param>
/// <param name="Over">The window; null without.</param>
/// <param name="Per">The unit that the window is divided in; null without.</param>
public sealed record NameExpression(string Name, string? Argument = null, TimeSpan? Over = null, RateUnit? Per = null) : Expression
{
    /// <summary>Whether nothing but the name stands there.</summary>
    public bool IsBare => Argument is null && Over is null && Per is null;
}

/// <summary>A value below zero.</summary>
/// <param name="Operand">What the minus stands before.</param>
public sealed record NegativeExpression(Expression Operand) : Expression;

/// <summary><c>not</c>.</summary>
/// <param name="Operand">What it denies.</param>
public sealed record DeniedExpression(Expression Operand) : Expression;

/// <summary><c>+ - * /</c>.</summary>
/// <param name="Operator">Which.</param>
/// <param name="Left">Left side.</param>
/// <param name="Right">Right side.</param>
public sealed record ArithmeticExpression(ArithmeticOperator Operator, Expression Left, Expression Right) : Expression;

/// <summary>The lesser or the greater of two values.</summary>
/// <param name="Greater">Whether it is <c>max</c>.</param>
/// <param name="Left">First value.</param>
/// <param name="Right">Second value.</param>
public sealed record ExtremeExpression(bool Greater, Expression Left, Expression Right) : Expression;

/// <summary>A comparison of two values.</summary>
/// <param name="Operator">Which.</param>
/// <param name="Left">Left side.</param>
/// <param name="Right">Right side.</param>
public sealed record ComparisonExpression(ComparisonOperator Operator, Expression Left, Expression Right) : Expression;

/// <summary><c>in [a, b]</c>.</summary>
/// <param name="Operand">What is looked for.</param>
/// <param name="Items">What it may be; at least one.</param>
public sealed record MembershipExpression(Expression Operand, IReadOnlyList<Expression> Items) : Expression
{
    /// <summary>Whether both say the same.</summary>
    /// <param name="other">The other expression.</param>
    public bool Equals(MembershipExpression? other) => other is not null && Operand.Equals(other.Operand) && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Operand, Items.Count);
}

/// <summary><c>and</c> or <c>or</c>.</summary>
/// <param name="Both">Whether it is <c>and</c>.</param>
/// <param name="Left">Left side.</param>
/// <param name="Right">Right side.</param>
public sealed record LogicExpression(bool Both, Expression Left, Expression Right) : Expression;

/// <summary>Whether a value is known; itself never unknown.</summary>
/// <param name="Operand">The value.</param>
public sealed record KnownExpression(Expression Operand) : Expression;

/// <summary>Unit of time in <c>per</c>.</summary>
public enum RateUnit
{
    /// <summary>Second.</summary>
    Second,

    /// <summary>Minute.</summary>
    Minute,

    /// <summary>Hour.</summary>
    Hour,
}

/// <summary>What is done with two values.</summary>
public enum ArithmeticOperator
{
    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c>; by zero it is unknown.</summary>
    Divide,
}

/// <summary>How two values are compared.</summary>
public enum ComparisonOperator
{
    /// <summary><c>&gt;=</c></summary>
    AtLeast,

    /// <summary><c>&lt;=</c></summary>
    AtMost,

    /// <summary><c>&gt;</c></summary>
    More,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,
}
