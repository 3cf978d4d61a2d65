using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>A rule that turns text evidence about one subject into a report. The seam for policy sheets, beside <see cref="IPolicy"/> for age.</summary>
/// <remarks>
/// Pure: the same evidence at the same time gives the same answer. It has one rung, which people alone act on. Threads: immutable.
/// </remarks>
internal interface ITextPolicy
{
    /// <summary>Name of the policy.</summary>
    string Name { get; }

    /// <summary>Hash of the normalised rules, 16 hexadecimal digits; <see cref="DeciderRules"/> adds how evidence is kept.</summary>
    string Hash { get; }

    /// <summary>How soon a human must look at its reports.</summary>
    ReportPriority Priority { get; }

    /// <summary>The rate it looks at, one of <see cref="Evidence.Text.TextChannel"/>.</summary>
    int Channel { get; }

    /// <summary>Whether it looks at subjects in a role.</summary>
    bool Concerns(TextRole role);

    /// <summary>Says how the evidence stands to its threshold.</summary>
    RungStanding Evaluate(TextSubject subject, DateTimeOffset now);

    /// <summary>Says why the threshold was reached, with the values that mattered.</summary>
    IReadOnlyList<Reason> Explain(TextSubject subject, DateTimeOffset now);
}
