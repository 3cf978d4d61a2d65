using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Subjects;

/// <summary>One broadcast session. Key of every record on every topic that concerns a live.</summary>
[JsonConverter(typeof(TextIdJsonConverter<LiveId>))]
public readonly record struct LiveId : ITextId<LiveId>
{
    private readonly string? _value;

    private LiveId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? throw new InvalidOperationException("an unset LiveId has no value");

    /// <inheritdoc/>
    static LiveId ITextId<LiveId>.Create(string value) => new(value);

    /// <summary>Makes the id out of text.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the text breaks the rules of <see cref="TextId"/>.</remarks>
    /// <param name="value">Candidate text.</param>
    public static LiveId Parse(string value) => TextId.Parse<LiveId>(value);

    /// <summary>The id as text.</summary>
    public override string ToString() => _value ?? "(unset)";
}
