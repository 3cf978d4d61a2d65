using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Subjects;

/// <summary>A person on screen in one live: host, guest or match opponent. Unique inside its live only.</summary>
[JsonConverter(typeof(TextIdJsonConverter<ParticipantId>))]
public readonly record struct ParticipantId : ITextId<ParticipantId>
{
    private readonly string? _value;

    private ParticipantId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? throw new InvalidOperationException("an unset ParticipantId has no value");

    /// <inheritdoc/>
    static ParticipantId ITextId<ParticipantId>.Create(string value) => new(value);

    /// <summary>Makes the id out of text.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the text breaks the rules of <see cref="TextId"/>.</remarks>
    /// <param name="value">Candidate text.</param>
    public static ParticipantId Parse(string value) => TextId.Parse<ParticipantId>(value);

    /// <summary>The id as text.</summary>
    public override string ToString() => _value ?? "(unset)";
}
