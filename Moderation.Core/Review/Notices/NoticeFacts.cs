using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Core.Review.Notices;

/// <summary>What a notice is written from.</summary>
public sealed record NoticeFacts
{
    /// <summary>The order, or the order that takes one back.</summary>
    public required ActionRecord Order { get; init; }

    /// <summary>The sheet that ordered it; null where it is not stored. Then a plain text stands in the place of the sheet's own.</summary>
    public required CompiledSheet? Sheet { get; init; }

    /// <summary>When it was first sent to the platform; null where that is not known. The time for an appeal runs from here, or from the order.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Whether a person confirmed the order's report before it was sent. Who that was is told to nobody.</summary>
    public bool IsConfirmedByPerson { get; init; }

    /// <summary>Where the subject appeals; <c>{actionId}</c> in it becomes the order's id. Null for a reply to the notice.</summary>
    public string? AppealAddress { get; init; }

    /// <summary>Whether the order is not given yet, so that words stand where its reference will.</summary>
    public bool IsPreview { get; init; }
}

/// <summary>What the subject of an order is told (DSA, Articles 17 and 20).</summary>
public sealed record SubjectNotice
{
    /// <summary>Language of all texts.</summary>
    public required NoticeLanguage Language { get; init; }

    /// <summary>The whole notice: paragraphs, each behind an empty line.</summary>
    public required string Text { get; init; }

    /// <summary>What the platform does, in a few words.</summary>
    public required string What { get; init; }

    /// <summary>What the order rests on, one sentence each; empty for an order that takes one back.</summary>
    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>The rule of the terms, or the law, as the sheet words it.</summary>
    public required string Ground { get; init; }

    /// <summary>How much of it a machine found and decided.</summary>
    public required string Automation { get; init; }

    /// <summary>When it ends by itself; for an order that takes one back, since when that one no longer holds.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Last day for an appeal; null for an order that takes one back.</summary>
    public required DateOnly? AppealBy { get; init; }
}
