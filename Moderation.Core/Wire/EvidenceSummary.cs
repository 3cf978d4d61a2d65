using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>The evidence that a decision rested on.</summary>
/// <remarks>A kind that this build does not know is read as this base type, and the record that holds it is refused.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(AgeEvidenceSummary), "age")]
[JsonDerivedType(typeof(TextEvidenceSummary), "text")]
[JsonDerivedType(typeof(FactEvidenceSummary), "facts")]
public record EvidenceSummary
{
    /// <summary>The models that read the samples.</summary>
    public required IReadOnlyList<ModelRef> Models { get; init => field = WireList.Whole(value); }

    /// <summary>What the policy read, in the order in which its sheet names it.</summary>
    public IReadOnlyList<FactReading> Facts { get; init => field = WireList.Whole(value); } = [];

    /// <summary>Stretches of the hour before it in which nothing new was known: no clear face of the person that a belief is about, or no scored line. From 15 s on, oldest first; empty where there were none, where nobody looks for them, and in records of older builds.</summary>
    public IReadOnlyList<EvidenceGap> Gaps { get; init => field = value ?? []; } = [];

    /// <summary>The language that most of the lines behind it are in, <c>en</c> or <c>fr</c>; null where that is not told: of evidence without lines, and of lines whose language nobody read.</summary>
    public virtual string? FindLanguage() => null;

    /// <summary>Says that the kind is missing or not known; null when it is.</summary>
    public string? FindFault() => GetType() == typeof(EvidenceSummary) ? "the evidence is of no kind that this build knows" : null;
}

/// <summary>One value that a policy read.</summary>
/// <param name="Name">The fact as the sheet words it: <c>sent.coins over 10m</c>.</param>
/// <param name="Value">Its value; truths are 1 and 0, words their place in the vocabulary; null is unknown.</param>
/// <param name="Unit">Unit, in words: <c>coins</c>, <c>s</c>; empty where it has none.</param>
public sealed record FactReading(string Name, double? Value = null, string Unit = "");

/// <summary>A stretch of event time in which nothing new was known.</summary>
/// <param name="From">When it began; to 5 s, or to a minute where it lies more than two minutes back.</param>
/// <param name="To">When it ended, or the time of the decision.</param>
[method: JsonConstructor]
public readonly record struct EvidenceGap(DateTimeOffset From, DateTimeOffset To);

/// <summary>Evidence that rests on neither faces nor text: gifts, flags, standing.</summary>
public sealed record FactEvidenceSummary : EvidenceSummary;

/// <summary>The evidence about a person's age that a decision rested on.</summary>
public sealed record AgeEvidenceSummary : EvidenceSummary
{
    /// <summary>Probability of being under 18.</summary>
    public required double Belief { get; init; }

    /// <summary>Lower end of the values at which the belief would come to rest with ever more frames of the same person, with 95 %; null in records of older builds.</summary>
    public double? BeliefLow { get; init; }

    /// <summary>Upper end of the same.</summary>
    public double? BeliefHigh { get; init; }

    /// <summary>Clear-face time behind it, in seconds.</summary>
    public required double ClearFaceSeconds { get; init; }

    /// <summary>Clear faces behind it.</summary>
    public required long ClearFaces { get; init; }

    /// <summary>Faces seen but not clear.</summary>
    public required long PoorFaces { get; init; }

    /// <summary>Mean of the ages read, in years.</summary>
    public required double MeanReadYears { get; init; }

    /// <summary>How many independent readings the correlated ones are worth.</summary>
    public required double EffectiveFaces { get; init; }

    /// <summary>The frames that weighed most, newest first. They are gone when the topic's retention is over.</summary>
    public required IReadOnlyList<RecordRef> Frames { get; init; }
}

/// <summary>The text lines that a decision rested on: where they lie and what was read in them, never what they say.</summary>
/// <remarks>Counts and authors are of the lines that evidence keeps (a bounded number, inside its window): at least that many there were.</remarks>
public sealed record TextEvidenceSummary : EvidenceSummary
{
    /// <summary>Most lines that a summary cites.</summary>
    public const int MaxCitedLines = 20;

    /// <summary>The lines that mattered, newest first, at most <see cref="MaxCitedLines"/>. They are gone when the topic's retention is over.</summary>
    public required IReadOnlyList<RecordRef> Lines { get; init; }

    /// <summary>The platform's ids of the same lines, in the same order.</summary>
    public required IReadOnlyList<string> MessageIds { get; init => field = WireList.Whole(value); }

    /// <summary>Scored lines of the subject, since it is followed.</summary>
    public required long LinesSeen { get; init; }

    /// <summary>Lines among them that mattered: flagged with a label that the policy looks at, or carrying a cue of it.</summary>
    public required long FlaggedLines { get; init; }

    /// <summary>Decayed rate of such lines, each weighted by its calibrated score, per minute of event time.</summary>
    public required double RatePerMinute { get; init; }

    /// <summary>Lower end of the 95 % interval of that rate, if such lines come as a Poisson process does; null where the policy reads no rate, and in records of older builds.</summary>
    public double? RateLow { get; init; }

    /// <summary>Upper end of the same.</summary>
    public double? RateHigh { get; init; }

    /// <summary>Different accounts that wrote them.</summary>
    public required int DistinctAuthors { get; init; }

    /// <summary>For how long they came without a long gap, in seconds of event time.</summary>
    public required double SustainedSeconds { get; init; }

    /// <summary>The labels flagged in them, in the order of <see cref="TextLabel"/>.</summary>
    public required IReadOnlyList<LabelEvidence> Labels { get; init; }

    /// <summary>The rules that hit in them, in the order of <see cref="TextRule"/>.</summary>
    public required IReadOnlyList<RuleEvidence> Rules { get; init; }

    /// <summary>The languages that they are in, in ordinal order. A line of which none was read is in no count. Empty means not told: none was read of any line, or an older build wrote the record.</summary>
    public IReadOnlyList<LanguageEvidence> Languages { get; init => field = value ?? []; } = [];

    /// <summary>What a conversation touched inside its window; empty for other evidence.</summary>
    public IReadOnlyList<ConversationAspect> Aspects { get; init => field = value ?? []; } = [];

    /// <summary>How much a conversation asks to be looked at, 0..1. It orders conversations; it is no probability. Null for other evidence.</summary>
    public double? ConversationRank { get; init; }

    /// <summary>Different new accounts among the authors; null where it was not asked.</summary>
    public int? NewAuthors { get; init; }

    /// <inheritdoc/>
    /// <remarks>Of languages with equally many lines it is the first in ordinal order.</remarks>
    public override string? FindLanguage() => Languages.Where(language => language is { Language.Length: > 0, Count: > 0 })
        .OrderByDescending(language => language.Count).ThenBy(language => language.Language, StringComparer.Ordinal).Select(language => language.Language).FirstOrDefault();
}

/// <summary>One label in the lines of an evidence.</summary>
/// <param name="Label">The label.</param>
/// <param name="Count">Lines flagged with it.</param>
/// <param name="HighestScore">Highest calibrated score among them, 0..1.</param>
[method: JsonConstructor]
public readonly record struct LabelEvidence(TextLabel Label, int Count, double HighestScore);

/// <summary>One rule in the lines of an evidence.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Count">Lines that it hit.</param>
[method: JsonConstructor]
public readonly record struct RuleEvidence(TextRule Rule, int Count);

/// <summary>One language of the lines of an evidence.</summary>
/// <param name="Language">The language that the model read, <c>en</c> or <c>fr</c>.</param>
/// <param name="Count">Lines in it.</param>
[method: JsonConstructor]
public readonly record struct LanguageEvidence(string Language, int Count);

/// <summary>What a conversation that draws somebody in touches, one after the other. Each of them alone is ordinary.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ConversationAspect>))]
public enum ConversationAspect
{
    /// <summary>Age, class or school was asked.</summary>
    AgeOrSchool,

    /// <summary>A private channel was asked for or given.</summary>
    Contact,

    /// <summary>A secret was asked for, or whether somebody is alone.</summary>
    Secrecy,

    /// <summary>A meeting or a present was proposed.</summary>
    Meeting,

    /// <summary>Sexual content or acts were asked for or offered.</summary>
    Sexual,
}
