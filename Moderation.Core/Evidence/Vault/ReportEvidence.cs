using System.Text.Json.Serialization;
using Moderation.Core.Evidence.Capture;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Vault;

/// <summary>Everything that one report cites, and what became of it: an item in the vault, or the reason why there is none. Nothing is left out.</summary>
public sealed record ReportEvidence
{
    /// <summary>Version of this form.</summary>
    public int V { get; init; } = 1;

    /// <summary>The report.</summary>
    public required ReportId ReportId { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>When it was read back.</summary>
    public required DateTimeOffset CapturedAt { get; init; }

    /// <summary>One entry for each record that the report cites, in its order; empty where it rests on neither frames nor lines.</summary>
    public required IReadOnlyList<CitedEvidence> Cited { get; init; }
}

/// <summary>One record that a report cites.</summary>
public sealed record CitedEvidence
{
    /// <summary>What it is.</summary>
    public required EvidenceKind Kind { get; init; }

    /// <summary>Where it lay.</summary>
    public required RecordRef Source { get; init; }

    /// <summary>When the picture was taken or the line was said; null where it is gone.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Its name in the vault; null where it is gone.</summary>
    public string? ItemId { get; init; }

    /// <summary>Bytes of its content; 0 where it is gone.</summary>
    public int ByteCount { get; init; }

    /// <summary>Of a frame: what of it was kept; null for lines and where it is gone.</summary>
    public CropBasis? Basis { get; init; }

    /// <summary>Why it is not in the vault; null when it is.</summary>
    public GoneReason? Gone { get; init; }
}

/// <summary>What can be evidence.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<EvidenceKind>))]
public enum EvidenceKind
{
    /// <summary>A picture.</summary>
    Frame,

    /// <summary>A line of text.</summary>
    Line,
}

/// <summary>Why a cited record is not in the vault.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<GoneReason>))]
public enum GoneReason
{
    /// <summary>The topic's retention was over before it was read back.</summary>
    Retention,

    /// <summary>The topic never held it, as far as the broker can tell: the topic was made anew, or the citation is wrong.</summary>
    NotThere,

    /// <summary>Another live's record lies there now.</summary>
    NotOfLive,

    /// <summary>It is there, and is no picture or line that can be kept.</summary>
    Unusable,
}

/// <summary>One line of text as the vault keeps it.</summary>
/// <param name="MessageId">The platform's id.</param>
/// <param name="At">When it was said.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Text">What it says.</param>
/// <param name="AuthorId">Who said it, where known.</param>
/// <param name="ReplyTo">Whom it answers, where known.</param>
/// <param name="Scores">What the models said of it, label by label; null where that is not known: not found in the log, or kept by an older build.</param>
/// <param name="Rules">Parts of the text that a rule matched; null where that is not known.</param>
public sealed record LineExcerpt(
    string MessageId, DateTimeOffset At, TextSource Source, string Text, UserId? AuthorId = null, UserId? ReplyTo = null,
    IReadOnlyList<LabelScore>? Scores = null, IReadOnlyList<RuleHit>? Rules = null);
