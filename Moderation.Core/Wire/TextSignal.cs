using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What a text line can be, one head of the text models each. Definitions: <c>training-data/GUIDE.md</c>.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<TextLabel>))]
public enum TextLabel
{
    /// <summary>Would make a reasonable person leave the chat.</summary>
    Toxic,

    /// <summary>Degrades a person.</summary>
    Insult,

    /// <summary>Announces or wishes harm.</summary>
    Threat,

    /// <summary>Attacks people for what they are.</summary>
    Hate,

    /// <summary>Sexualises a person who did not ask.</summary>
    Sexual,

    /// <summary>Keeps at one person.</summary>
    Harassment,

    /// <summary>Presses for gifts.</summary>
    GiftBegging,

    /// <summary>Something in exchange for a gift.</summary>
    QuidProQuo,

    /// <summary>Pushes the use of a relative's means.</summary>
    MinorSpending,

    /// <summary>Moves money outside the platform.</summary>
    OffplatformPayment,

    /// <summary>Asks for or gives a private channel.</summary>
    OffplatformContact,

    /// <summary>Approaches a possible minor.</summary>
    Grooming,

    /// <summary>Asks for, offers or sells sexual content or acts.</summary>
    SexualSolicitation,

    /// <summary>False gain or authority.</summary>
    Scam,

    /// <summary>Any of the solicitation labels, by a head of its own.</summary>
    AnySolicitation,
}

/// <summary>Why a text line has no scores. Never the same as scores of 0.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<TextNotScoredReason>))]
public enum TextNotScoredReason
{
    /// <summary>Nothing was left of it to read: white space, marks or control characters only.</summary>
    NothingToRead,

    /// <summary>The model failed on it.</summary>
    ModelFailed,
}

/// <summary>Exact patterns of the rules tier, and the cues of a conversation.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<TextRule>))]
public enum TextRule
{
    /// <summary>An account name on another platform, plain or coded.</summary>
    Handle,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A web address.</summary>
    Url,

    /// <summary>A tag or link of a payment service.</summary>
    PaymentTag,

    /// <summary>An IBAN whose check digits are right.</summary>
    Iban,

    /// <summary>A wallet address of a crypto currency whose checksum or form is right.</summary>
    Wallet,

    /// <summary>A code of a prepaid card or voucher.</summary>
    PrepaidCode,

    /// <summary>Asks somebody's age, class or school.</summary>
    AgeQuestion,

    /// <summary>Asks to keep a secret, from parents above all.</summary>
    Secrecy,

    /// <summary>Asks whether somebody is alone, or where the parents are.</summary>
    Alone,

    /// <summary>Proposes to meet or to send a present home.</summary>
    Meeting,
}

/// <summary>One label's calibrated score.</summary>
/// <param name="Label">The label.</param>
/// <param name="Score">Calibrated probability that the label is right, 0..1.</param>
/// <param name="Flagged">Whether it reached the operating point that ships with the model, for the line's language.</param>
[method: JsonConstructor]
public readonly record struct LabelScore(TextLabel Label, double Score, bool Flagged);

/// <summary>One hit of a rule. Places, never words.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Start">First UTF-16 unit of the hit in the line.</param>
/// <param name="Length">Length in UTF-16 units.</param>
[method: JsonConstructor]
public readonly record struct RuleHit(TextRule Rule, int Start, int Length);

/// <summary>What the models say about one text line; or that they say nothing, and why. It never holds the text.</summary>
public sealed record TextSignal : SignalRecord
{
    /// <summary>Scores under this are left out of <see cref="Scores"/>, unless they are flagged.</summary>
    public const double ScoreFloor = 0.01;

    /// <summary>The sample.</summary>
    public required SampleId SampleId { get; init; }

    /// <summary>Where the line lies, for as long as the topic keeps it.</summary>
    public required RecordRef Line { get; init; }

    /// <summary>The platform's id of the line.</summary>
    public required string MessageId { get; init; }

    /// <summary>Where the line came from.</summary>
    public required TextSource Source { get; init; }

    /// <summary>Who said it, where known.</summary>
    public UserId? AuthorId { get; init; }

    /// <summary>When that account was made, where the platform tells.</summary>
    public DateTimeOffset? AuthorSince { get; init; }

    /// <summary>Whom it answers or names, where the platform tells.</summary>
    public UserId? ReplyTo { get; init; }

    /// <summary>Why it was not scored; null when it was.</summary>
    public TextNotScoredReason? NotScored { get; init; }

    /// <summary>The language that the model read, <c>en</c> or <c>fr</c>, which chose calibration and operating point; null when not scored.</summary>
    public string? Language { get; init; }

    /// <summary>Labels that scored at least <see cref="ScoreFloor"/> or were flagged, in the order of <see cref="TextLabel"/>; a scored line without any is an answer.</summary>
    public IReadOnlyList<LabelScore> Scores { get; init => field = value ?? []; } = [];

    /// <summary>Hits of the rules tier, in order of place.</summary>
    public IReadOnlyList<RuleHit> Rules { get; init => field = value ?? []; } = [];

    /// <summary>Whether only the beginning was read because the line was too long.</summary>
    public bool Truncated { get; init; }

    /// <summary>The models that were asked; empty when not scored.</summary>
    public IReadOnlyList<ModelRef> Models { get; init => field = WireList.Whole(value); } = [];

    /// <inheritdoc/>
    public override string? FindFault()
    {
        foreach (var score in Scores)
        {
            if (score.Score is not (>= 0 and <= 1))
                return $"the score of {score.Label} is not between 0 and 1";
        }

        return NotScored is null && Models.Count == 0 ? "a scored line names no model" : null;
    }
}
