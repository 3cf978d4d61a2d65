using Moderation.Core.Wire;

namespace Moderation.Core.Review;

/// <summary>What the priority of a case rests on.</summary>
public sealed record CaseFacts
{
    /// <summary>How soon a human must look, as the policy says.</summary>
    public required ReportPriority Urgency { get; init; }

    /// <summary>Probability that the policy is right about the subject, 0..1; null where nothing says it.</summary>
    public double? Probability { get; init; }

    /// <summary>Viewers; null where the platform does not tell.</summary>
    public long? Viewers { get; init; }

    /// <summary>Whether the live runs.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>Flags on the subject, each weighted by how often its flagger was right, summed.</summary>
    public double FlagWeight { get; init; }

    /// <summary>When the case was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When somebody must have looked.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Whether a person or an imminent danger puts it before all others.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether it asks about the past, for whoever writes policies: then it comes after everything else, however long it waits.</summary>
    public bool LooksBack { get; init; }
}

/// <summary>One factor of a priority.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Factor">The factor.</param>
/// <param name="Text">Where it comes from, in one English sentence.</param>
/// <param name="Value">What it was made of, for whoever writes the sentence in another language: the probability of 0..1 for <c>harm_per_minute</c> and <c>uncertainty</c>, viewers for <c>audience</c>, the flags' weight for <c>flags</c>, the case's age in minutes for <c>freshness</c>; null where that is unknown.</param>
public sealed record PriorityTerm(string Code, double Factor, string Text, double? Value);

/// <summary>How soon a case comes up, and why.</summary>
/// <remarks>
/// score = harm a minute × uncertainty × audience × flags × freshness. Every factor is shown. Nothing is hidden by a low score: forced cases come first, then
/// those whose time is up, oldest first, then all others by score, and after them what looks back. Every case's score halves in the same time, so the order of two cases changes only
/// when something becomes known of one of them: <see cref="Rank"/> is that order as a number that does not age.
/// </remarks>
/// <param name="Band">0 forced, 1 overdue, 2 all others, 3 what looks back; lower comes first.</param>
/// <param name="Score">Orders within the last two bands, higher first.</param>
/// <param name="Terms">The factors.</param>
public sealed record CasePriority(int Band, double Score, IReadOnlyList<PriorityTerm> Terms)
{
    /// <summary>How long it takes until a running live's case counts half: what was seen is less and less what goes on.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(30);

    /// <summary>What the end of its live takes from a case's <see cref="Rank"/>.</summary>
    public static readonly double FallAtEnd = Math.Log2(AfterEnd);

    // In half-lives, 5,700 years: no case of this service is that much newer than another.
    private const double LooksBackBy = 1e8;

    private const double AfterEnd = 0.1;
    private const double LeastLikely = 0.01;

    /// <summary>The most that flags' weights count.</summary>
    public const double MostFlagWeight = 4;

    /// <summary>Weighs a case.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="now">The time.</param>
    public static CasePriority Of(CaseFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        IReadOnlyList<PriorityTerm> terms = [Harm(facts), Uncertainty(facts), Audience(facts), Flags(facts), Freshness(facts, now)];
        var score = terms.Aggregate(1.0, (product, term) => product * term.Factor);
        return new CasePriority(facts.LooksBack ? 3 : facts.IsForced ? 0 : facts.DueAt <= now ? 1 : 2, score, terms);
    }

    /// <summary>A number that orders cases as their scores do, at whatever time: log2 of the score, plus the time in half-lives.</summary>
    /// <param name="facts">What is known of the case.</param>
    public static double Rank(CaseFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var rank = Math.Log2(Of(facts, facts.OpenedAt).Score) + (facts.OpenedAt - DateTimeOffset.UnixEpoch) / HalfLife;
        return facts.LooksBack ? rank - LooksBackBy : rank;
    }

    /// <summary>What a minute of harm counts, by how soon a human must look.</summary>
    public static double HarmPerMinute(ReportPriority urgency) => urgency switch { ReportPriority.Urgent => 100, ReportPriority.High => 30, _ => 10 };

    private static PriorityTerm Harm(CaseFacts facts)
    {
        var (perMinute, word) = (HarmPerMinute(facts.Urgency), WireWord.From(facts.Urgency));
        // Unknown is not zero: where nothing says how likely it is, it counts as even. And nothing is so unlikely that nobody ever looks.
        var likely = Math.Max(LeastLikely, facts.Probability ?? 0.5);
        return new PriorityTerm("harm_per_minute", perMinute * likely, FormattableString.Invariant(
            $"The policy says {word}: {perMinute} a minute if it is right, which is {(facts.Probability is null ? "not known and taken as even" : FormattableString.Invariant($"{likely:P0} likely"))}."), facts.Probability);
    }

    private static PriorityTerm Uncertainty(CaseFacts facts) => facts.Probability is { } p
        ? new PriorityTerm("uncertainty", 1 + 4 * p * (1 - p), FormattableString.Invariant($"A person's look is worth most where the service is least sure; it is {Math.Max(p, 1 - p):P0} sure."), p)
        : new PriorityTerm("uncertainty", 2, "The service does not know, so a person's look is worth most.", null);

    private static PriorityTerm Audience(CaseFacts facts) => facts.Viewers is { } viewers
        ? new PriorityTerm("audience", 1 + Math.Log10(1 + Math.Max(0, viewers)), FormattableString.Invariant($"{viewers} viewers; ten times as many count one more."), viewers)
        : new PriorityTerm("audience", 1, "The platform does not say how many watch.", null);

    private static PriorityTerm Flags(CaseFacts facts)
    {
        var weight = Math.Clamp(facts.FlagWeight, 0, MostFlagWeight);
        return new PriorityTerm("flags", 1 + weight, FormattableString.Invariant($"Flags weigh {facts.FlagWeight:0.##} by how often their flaggers were right; at most {MostFlagWeight} count."), facts.FlagWeight);
    }

    private static PriorityTerm Freshness(CaseFacts facts, DateTimeOffset now)
    {
        var aged = Math.Pow(2, -Math.Max(0, (now - facts.OpenedAt) / HalfLife));
        var minutes = (now - facts.OpenedAt).TotalMinutes;
        var age = FormattableString.Invariant($"the case is {minutes:0} min old and counts half every {HalfLife.TotalMinutes:0} min.");
        return facts.IsRunning
            ? new PriorityTerm("freshness", aged, $"The live runs; {age}", minutes)
            : new PriorityTerm("freshness", AfterEnd * aged, FormattableString.Invariant($"The live is over, so that waiting harms less: a tenth; {age}"), minutes);
    }
}
