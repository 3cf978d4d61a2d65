using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Subjects;

/// <summary>One frame or text line that was chosen for scoring; derived from its live and the platform's own id, so a redelivery has the same one.</summary>
[JsonConverter(typeof(TextIdJsonConverter<SampleId>))]
public readonly record struct SampleId : ITextId<SampleId>
{
    private readonly string? _value;

    private SampleId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? throw new InvalidOperationException("an unset SampleId has no value");

    /// <inheritdoc/>
    static SampleId ITextId<SampleId>.Create(string value) => new(value);

    /// <summary>Makes the id out of text.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the text breaks the rules of <see cref="TextId"/>.</remarks>
    /// <param name="value">Candidate text.</param>
    public static SampleId Parse(string value) => TextId.Parse<SampleId>(value);

    /// <summary>The id as text.</summary>
    public override string ToString() => _value ?? "(unset)";
}
