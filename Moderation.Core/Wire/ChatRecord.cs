using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>Where a text line came from.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<TextSource>))]
public enum TextSource
{
    /// <summary>Typed by a viewer or the host.</summary>
    Chat,

    /// <summary>Transcribed speech.</summary>
    Caption,

    /// <summary>Text in the picture.</summary>
    Overlay,
}

/// <summary>One text line of a live. Value of <see cref="TopicNames.Chat"/>, key is the live.</summary>
public sealed record ChatRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The platform's id of the line, unique inside the live.</summary>
    public required string MessageId { get; init; }

    /// <summary>When it was said.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it came from.</summary>
    public required TextSource Source { get; init; }

    /// <summary>The text. Never logged.</summary>
    [JsonConverter(typeof(ChatTextJsonConverter))]
    public required string Text { get; init; }

    /// <summary>Who said it, where known.</summary>
    public UserId? AuthorId { get; init; }

    /// <summary>When that account was made, where the platform tells; a burst of new accounts is a raid.</summary>
    public DateTimeOffset? AuthorSince { get; init; }

    /// <summary>Whom it answers or names, where the platform tells; otherwise it is taken to be said to the host.</summary>
    public UserId? ReplyTo { get; init; }

    /// <summary>BCP 47 tag that the platform gives, as a hint.</summary>
    public string? Language { get; init; }

    /// <inheritdoc/>
    public string? FindFault() => TextId.IsValid(MessageId) ? null : "messageId is no id";
}
