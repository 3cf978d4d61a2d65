using System.Text.Json.Serialization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Projections.DeadLetters;

/// <summary>A record that could not be used.</summary>
public sealed record DeadLetterResponse
{
    /// <summary>Partition of the topic of dead letters.</summary>
    public required int Partition { get; init; }

    /// <summary>Offset there.</summary>
    public required long Offset { get; init; }

    /// <summary>When the broker took the letter.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>Where the record lies, as long as its topic holds it; null where the letter itself cannot be read.</summary>
    public required RecordRef? Source { get; init; }

    /// <summary>Which stage gave up; null where the letter itself cannot be read.</summary>
    public required string? Stage { get; init; }

    /// <summary>Why; null where the letter itself cannot be read.</summary>
    public required DeadLetterReason? Reason { get; init; }

    /// <summary>More: names of fields and rules, never content.</summary>
    public required string Detail { get; init; }

    /// <summary>Length of the record's value; null where the letter itself cannot be read.</summary>
    public required long? ByteCount { get; init; }

    /// <summary>When it was last sent again; null when it never was.</summary>
    public required DateTimeOffset? RedrivenAt { get; init; }

    /// <summary>Who sent it again; null when nobody did.</summary>
    public required string? RedrivenBy { get; init; }

    internal static DeadLetterResponse Of(PlacedLetter placed, IReadOnlyDictionary<string, RedrivenRow> redriven)
    {
        var again = placed.Letter is { } about ? redriven.GetValueOrDefault(about.Source.ToString()) : null;
        return new DeadLetterResponse
        {
            Partition = placed.Partition,
            Offset = placed.Offset,
            WrittenAt = placed.WrittenAt,
            Source = placed.Letter?.Source,
            Stage = placed.Letter?.Stage,
            Reason = placed.Letter?.Reason,
            Detail = placed.Letter?.Detail ?? placed.Fault,
            ByteCount = placed.Letter?.ByteCount,
            RedrivenAt = again?.At,
            RedrivenBy = again?.Actor,
        };
    }
}

/// <summary>What a record that could not be used says.</summary>
/// <param name="Text">Its value, where that is text; else only how long it is.</param>
public sealed record DeadLetterContentResponse(string Text);

/// <summary>Asks that a record be sent again.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RedriveRequest
{
    /// <summary>Why it will be taken this time; it goes into the audit log.</summary>
    public required string Note { get; init; }

    /// <summary>In whose name, from a caller that may name an actor; may stand in the header <c>Actor</c> instead.</summary>
    public string? Actor { get; init; }
}

/// <summary>That a record was sent again.</summary>
/// <param name="Topic">To which topic.</param>
/// <param name="Partition">To which of its partitions.</param>
public sealed record RedrivenResponse(string Topic, int Partition);
