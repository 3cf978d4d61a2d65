using System.Text.Json.Serialization;

namespace Moderation.Client.Review;

/// <summary>What was sent in a case's live, minute by minute.</summary>
public sealed record CaseGiftsResponse
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>Its live.</summary>
    public required string LiveId { get; init; }

    /// <summary>Only gifts of this account, which the case is about; null where they are of everybody.</summary>
    public required string? PayerId { get; init; }

    /// <summary>Minutes in which gifts were sent, oldest first, the newest 1,500; a minute that is not there had none. One with two currencies is there twice.</summary>
    public required IReadOnlyList<GiftMinute> Minutes { get; init; }
}

/// <summary>What was sent in one minute and currency.</summary>
public sealed record GiftMinute
{
    /// <summary>Its beginning, UTC.</summary>
    public required DateTimeOffset Minute { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Coins of the gifts.</summary>
    public required long Coins { get; init; }

    /// <summary>What they cost, in the currency's minor unit.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>How many there were.</summary>
    public required long Gifts { get; init; }
}

/// <summary>What the subject of a case would be told.</summary>
public sealed record NoticePreviewResponse
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>A notice for each order that waits; empty where none does.</summary>
    public required IReadOnlyList<SubjectNotice> Notices { get; init; }
}

/// <summary>What the subject of an order is told.</summary>
public sealed record SubjectNotice
{
    /// <summary>Language of all texts.</summary>
    public required NoticeLanguage Language { get; init; }

    /// <summary>The whole notice: paragraphs, each behind an empty line.</summary>
    public required string Text { get; init; }

    /// <summary>What the platform does, in a few words.</summary>
    public required string What { get; init; }

    /// <summary>What the order rests on, one sentence each.</summary>
    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>The rule of the terms, or the law.</summary>
    public required string Ground { get; init; }

    /// <summary>How much of it a machine found and decided.</summary>
    public required string Automation { get; init; }

    /// <summary>When it ends by itself.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Last day for an appeal; null for an order that takes one back.</summary>
    public required DateOnly? AppealBy { get; init; }
}

/// <summary>Languages that notices are written in.</summary>
[JsonConverter(typeof(WordConverter<NoticeLanguage>))]
public enum NoticeLanguage
{
    En,
    Fr,
}
