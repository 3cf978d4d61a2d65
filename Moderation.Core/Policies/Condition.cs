using Moderation.Core.Wire;

namespace Moderation.Core.Policies;

/// <summary>A compiled expression of a sheet that is true, false or unknown.</summary>
/// <remarks>Threads: immutable, shared by all lives. Evaluation allocates nothing, and its cost is linear in the length of the expression.</remarks>
public sealed class Condition
{
    /// <summary>The expression as the sheet words it, in canonical form.</summary>
    public string Text => throw new NotImplementedException();

    /// <summary>Everything it reads, each once, in order of first mention.</summary>
    public IReadOnlyList<FactUse> Facts => throw new NotImplementedException();

    /// <summary>Evaluates it.</summary>
    /// <param name="source">Answers about the subject.</param>
    /// <param name="now">The live's clock.</param>
    public Truth Evaluate(IFactSource source, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Says, one sentence per comparison that matters, why it has the value it has.</summary>
    /// <param name="source">Answers about the subject.</param>
    /// <param name="now">The live's clock.</param>
    public IReadOnlyList<Reason> Explain(IFactSource source, DateTimeOffset now) => throw new NotImplementedException();
}
