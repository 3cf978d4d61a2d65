using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Subjects;

/// <summary>An account of the platform. Known to the platform; this service never resolves it to a person.</summary>
[JsonConverter(typeof(TextIdJsonConverter<UserId>))]
public readonly record struct UserId : ITextId<UserId>
{
    private readonly string? _value;

    private UserId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? throw new InvalidOperationException("an unset UserId has no value");

    /// <inheritdoc/>
    static UserId ITextId<UserId>.Create(string value) => new(value);

    /// <summary>Makes the id out of text.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the text breaks the rules of <see cref="TextId"/>.</remarks>
    /// <param name="value">Candidate text.</param>
    public static UserId Parse(string value) => TextId.Parse<UserId>(value);

    /// <summary>The id as text.</summary>
    public override string ToString() => _value ?? "(unset)";
}
