using Moderation.Core.Policies.Expressions;

namespace Moderation.Core.Policies;

/// <summary>One reading that a sheet asks for: a fact, with its argument and its window.</summary>
/// <param name="Fact">The fact, out of <see cref="Vocabulary"/>.</param>
/// <param name="Mask">Labels or rules asked for, as bits of <see cref="Wire.TextLabel"/> or <see cref="Wire.TextRule"/>; 0 without such an argument.</param>
/// <param name="Word">Argument that is neither: a currency, a reason of flags; null without one.</param>
/// <param name="Window">Event time looked back on; null takes the fact's own.</param>
public readonly record struct FactUse(Fact Fact, uint Mask, string? Word, TimeSpan? Window)
{
    /// <summary>What is asked, as sheets write it: <c>sent.coins over 10m</c>.</summary>
    public override string ToString() =>
        ExpressionText.Write(new NameExpression(Fact.Name, FactArguments.Text(this), Window));
}

/// <summary>What a policy may look at about one subject.</summary>
public interface IFactSource
{
    /// <summary>Reads one fact.</summary>
    /// <remarks>
    /// Truths are 1 and 0, durations seconds, words their place in <see cref="Fact.Words"/>. <see cref="double.NaN"/> is unknown. Must not allocate:
    /// it is called for every condition of every sheet.
    /// </remarks>
    /// <param name="use">What is asked.</param>
    /// <param name="now">The live's clock.</param>
    double Read(in FactUse use, DateTimeOffset now);
}
