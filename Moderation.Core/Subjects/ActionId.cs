using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Subjects;

/// <summary>One order to the platform; derived, so an order sent again after a crash is recognised as the same.</summary>
[JsonConverter(typeof(TextIdJsonConverter<ActionId>))]
public readonly record struct ActionId : ITextId<ActionId>
{
    private readonly string? _value;

    private ActionId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? throw new InvalidOperationException("an unset ActionId has no value");

    /// <inheritdoc/>
    static ActionId ITextId<ActionId>.Create(string value) => new(value);

    /// <summary>Makes the id out of text.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the text breaks the rules of <see cref="TextId"/>.</remarks>
    /// <param name="value">Candidate text.</param>
    public static ActionId Parse(string value) => TextId.Parse<ActionId>(value);

    /// <summary>The id as text.</summary>
    public override string ToString() => _value ?? "(unset)";
}
