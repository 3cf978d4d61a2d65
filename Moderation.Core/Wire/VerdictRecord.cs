using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What a reviewer made of a report.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<VerdictKind>))]
public enum VerdictKind
{
    /// <summary>The report was right.</summary>
    Confirmed,

    /// <summary>The report was wrong; what followed from it is lifted.</summary>
    Overturned,

    /// <summary>It cannot be told.</summary>
    Undecided,
}

/// <summary>A reviewer's decision on a report. Value of <see cref="TopicNames.Verdicts"/>, key is the live.</summary>
public sealed record VerdictRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The report.</summary>
    public required ReportId ReportId { get; init; }

    /// <summary>The id of the verdict.</summary>
    public required string VerdictId { get; init; }

    /// <summary>Who gave it, as a pseudonym that is the same for all verdicts of one person; two persons are told apart by it.</summary>
    public string? Reviewer { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it says.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>Why.</summary>
    public required string ReasonCode { get; init; }
}
