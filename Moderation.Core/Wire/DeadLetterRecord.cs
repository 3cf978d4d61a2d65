using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>Why a record could not be used.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<DeadLetterReason>))]
public enum DeadLetterReason
{
    /// <summary>A tombstone or an empty value where a record was due.</summary>
    EmptyValue,

    /// <summary>No key, or a key that is no live id, or not that of the record.</summary>
    BadKey,

    /// <summary>A required header is missing or cannot be read.</summary>
    BadHeader,

    /// <summary>The value is not JSON.</summary>
    InvalidJson,

    /// <summary>The value is JSON, but a required field is missing or has the wrong form.</summary>
    InvalidRecord,

    /// <summary>The record's version is newer than this build.</summary>
    UnknownVersion,

    /// <summary>The picture is larger than allowed, in bytes or pixels.</summary>
    ImageTooLarge,

    /// <summary>The bytes are no JPEG, PNG or WebP.</summary>
    ImageFormatUnknown,

    /// <summary>The picture is broken or cut short.</summary>
    ImageBroken,

    /// <summary>The model failed on the picture.</summary>
    ModelFailed,
}

/// <summary>A record that could not be used. Value of <see cref="TopicNames.DeadLetters"/>, key is the original key.</summary>
/// <remarks>The original bytes are not copied: they can be chat or pixels. They lie at <see cref="Source"/> until that topic's retention ends.</remarks>
public sealed record DeadLetterRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>Where the original lies.</summary>
    public required RecordRef Source { get; init; }

    /// <summary>Which stage gave up.</summary>
    public required string Stage { get; init; }

    /// <summary>Why.</summary>
    public required DeadLetterReason Reason { get; init; }

    /// <summary>More: field names and rules, never content.</summary>
    public required string Detail { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the original value; of nothing when it was empty.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length of the original value.</summary>
    public required long ByteCount { get; init; }

    /// <summary>When the service gave up.</summary>
    public required DateTimeOffset At { get; init; }
}
