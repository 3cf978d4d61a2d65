using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Subjects;

/// <summary>One decision; derived, so a decision taken again after a crash is recognised as the same.</summary>
[JsonConverter(typeof(TextIdJsonConverter<DecisionId>))]
public readonly record struct DecisionId : ITextId<DecisionId>
{
    private readonly string? _value;

    private DecisionId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? throw new InvalidOperationException("an unset DecisionId has no value");

    /// <inheritdoc/>
    static DecisionId ITextId<DecisionId>.Create(string value) => new(value);

    /// <summary>Makes the id out of text.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the text breaks the rules of <see cref="TextId"/>.</remarks>
    /// <param name="value">Candidate text.</param>
    public static DecisionId Parse(string value) => TextId.Parse<DecisionId>(value);

    /// <summary>The id as text.</summary>
    public override string ToString() => _value ?? "(unset)";
}
