using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Rules that turn evidence about one participant into rungs of a ladder. The seam for policy sheets.</summary>
/// <remarks>Pure: the same evidence gives the same answer; what lasts over time (episodes, renewals) belongs to <see cref="LiveDecider"/>. Threads: immutable.</remarks>
public interface IPolicy
{
    /// <summary>Name of the policy.</summary>
    string Name { get; }

    /// <summary>Hash of the normalised rules, 16 hexadecimal digits; <see cref="DeciderRules"/> adds the calibration to it.</summary>
    string Hash { get; }

    /// <summary>The rule of the platform's terms, or of law, that it rests on.</summary>
    string Ground { get; }

    /// <summary>The ladder, mildest rung first. Its length and order never change.</summary>
    IReadOnlyList<PolicyRung> Ladder { get; }

    /// <summary>Says how the evidence stands to each rung.</summary>
    /// <param name="evidence">Evidence about one participant.</param>
    /// <param name="standings">One place per rung of <see cref="Ladder"/>; every place is written.</param>
    void Evaluate(in SubjectEvidence evidence, Span<RungStanding> standings);

    /// <summary>Says why a rung was reached, with the values that mattered.</summary>
    /// <param name="rung">Index in <see cref="Ladder"/>.</param>
    /// <param name="evidence">The evidence that <see cref="Evaluate"/> saw.</param>
    IReadOnlyList<Reason> Explain(int rung, in SubjectEvidence evidence);
}

/// <summary>How evidence stands to a rung.</summary>
public enum RungStanding
{
    /// <summary>Not there, or unknown: ends an episode, never begins one.</summary>
    Below,

    /// <summary>Under the threshold by less than the hysteresis: keeps an episode that is open, begins none.</summary>
    Holding,

    /// <summary>There: begins an episode.</summary>
    Reached,
}

/// <summary>One rung of a ladder. A rung without an order raises a report.</summary>
/// <param name="Name">Name of the rung, unique in its ladder.</param>
/// <param name="Order">What the platform is told; null when people are told only.</param>
public sealed record PolicyRung(string Name, RungOrder? Order);
