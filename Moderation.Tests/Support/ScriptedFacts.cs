using Moderation.Core.Policies;

namespace Moderation.Tests.Support;

/// <summary>Answers that a test wrote down: one for every question, or one per question as sheets word it.</summary>
internal sealed class ScriptedFacts(double everything) : IFactSource
{
    private readonly Dictionary<string, double> _answers = new(StringComparer.Ordinal);

    public ScriptedFacts()
        : this(double.NaN)
    {
    }

    public int Reads { get; private set; }

    public double this[string use]
    {
        set => _answers[use] = value;
    }

    public double Read(in FactUse use, DateTimeOffset now)
    {
        Reads++;
        return _answers.Count > 0 && _answers.TryGetValue(use.ToString(), out var answer) ? answer : everything;
    }
}
