using System.Text.Json.Serialization;
using Moderation.Client.Enforcement;

namespace Moderation.Client.Review;

/// <summary>What a reviewer makes of a case.</summary>
public sealed record VerdictRequest
{
    /// <summary>The version of the claim.</summary>
    public required long Version { get; init; }

    /// <summary>How many of the case's reports were seen: <c>reportCount</c> of the case as it was read. Those that came since stay open.</summary>
    public required int ReportsSeen { get; init; }

    /// <summary>What it is.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>Why, as a code of letters, digits and - _ . that statistics can count.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>The rule of the platform's terms, or of law, where another than the policy's holds, or where no policy reported.</summary>
    public string? Ground { get; init; }

    /// <summary>What the next reader should know.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the note goes to the subject with the notice.</summary>
    public bool NotePublic { get; init; }

    /// <summary>What becomes of orders, besides what follows from the verdict itself: a confirmed report lets what waits for people be given, an overturned one takes back all that it led to.</summary>
    public IReadOnlyList<VerdictAction> Actions { get; init; } = [];
}

/// <summary>What a verdict does to one order.</summary>
public sealed record VerdictAction
{
    /// <summary>What is done.</summary>
    public required VerdictActionKind Do { get; init; }

    /// <summary>The order that is taken back or replaced.</summary>
    public string? ActionId { get; init; }

    /// <summary>The kind of the new order.</summary>
    public ActionKind? Kind { get; init; }

    /// <summary>How long the new order holds, in seconds.</summary>
    public double? LastsSeconds { get; init; }

    /// <summary>For a new throttle: most coins a minute.</summary>
    public long? MaxCoinsPerMinute { get; init; }
}

/// <summary>A verdict as it stands.</summary>
public sealed record VerdictResponse
{
    /// <summary>Its id.</summary>
    public required string VerdictId { get; init; }

    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>Who gave it, by pseudonym.</summary>
    public required string Reviewer { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset GivenAt { get; init; }

    /// <summary>What it says.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>Why.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>The ground that it rests on; null where the policy's holds.</summary>
    public required string? Ground { get; init; }

    /// <summary>The note.</summary>
    public required string? Note { get; init; }

    /// <summary>Whether the note goes to the subject.</summary>
    public required bool NotePublic { get; init; }

    /// <summary>What it did to orders.</summary>
    public required IReadOnlyList<VerdictAction> Actions { get; init; }

    /// <summary>How the case ended with it; null where others must look, or where reports came that nobody has seen.</summary>
    public required CaseOutcome? Outcome { get; init; }
}

/// <summary>What a reviewer made of a report.</summary>
[JsonConverter(typeof(WordConverter<VerdictKind>))]
public enum VerdictKind
{
    Confirmed,
    Overturned,
    Undecided,
}

/// <summary>What can be done to an order with a verdict.</summary>
[JsonConverter(typeof(WordConverter<VerdictActionKind>))]
public enum VerdictActionKind
{
    Lift,
    Replace,
    Order,
}
