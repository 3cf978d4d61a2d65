using Moderation.Core.Policies.Expressions;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies;

/// <summary>A compiled expression of a sheet that is true, false or unknown.</summary>
/// <remarks>Threads: immutable, shared by all lives. Evaluation allocates nothing, and its cost is linear in the length of the expression.</remarks>
public sealed class Condition
{
    private readonly ConditionProgram _program;

    internal Condition(BoundExpression bound)
    {
        Bound = bound;
        Text = ExpressionText.Write(bound.Source);
        _program = ConditionProgram.Of(bound);
    }

    /// <summary>The expression as the sheet words it, in canonical form.</summary>
    public string Text { get; }

    /// <summary>The expression as a tree; lets are names in it.</summary>
    public Expression Expression => Bound.Source;

    /// <summary>Nodes with lets written out; at most 1,000.</summary>
    public int Cost => (int)Bound.Size;

    /// <summary>Everything it reads, each once, in order of first mention.</summary>
    public IReadOnlyList<FactUse> Facts => _program.Facts;

    internal BoundExpression Bound { get; }

    /// <summary>Evaluates it.</summary>
    /// <param name="source">Answers about the subject.</param>
    /// <param name="now">The live's clock.</param>
    public Truth Evaluate(IFactSource source, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(source);
        var value = _program.Evaluate(source, now);
        return double.IsNaN(value) ? Truth.Unknown : value == 0 ? Truth.False : Truth.True;
    }

    /// <summary>Says, one sentence per comparison that matters, why it has the value it has.</summary>
    /// <param name="source">Answers about the subject.</param>
    /// <param name="now">The live's clock.</param>
    public IReadOnlyList<Reason> Explain(IFactSource source, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new Explainer(source, now).Explain(Bound);
    }

    /// <summary>What a fact can be while the condition is true, as far as comparisons with constants tell.</summary>
    /// <remarks>The true range lies inside; it is the whole line where nothing is told, and null when the condition can never be true.</remarks>
    /// <param name="use">The fact.</param>
    public FactRange? RangeOf(in FactUse use) => Possibilities.RangeOf(Bound, use);
}
