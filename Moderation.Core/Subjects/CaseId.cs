using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Subjects;

/// <summary>One case for reviewers; derived from what opened it, so that a case made again after a lost database is the same.</summary>
[JsonConverter(typeof(TextIdJsonConverter<CaseId>))]
public readonly record struct CaseId : ITextId<CaseId>
{
    private readonly string? _value;

    private CaseId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? throw new InvalidOperationException("an unset CaseId has no value");

    /// <inheritdoc/>
    static CaseId ITextId<CaseId>.Create(string value) => new(value);

    /// <summary>Makes the id out of text.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the text breaks the rules of <see cref="TextId"/>.</remarks>
    /// <param name="value">Candidate text.</param>
    public static CaseId Parse(string value) => TextId.Parse<CaseId>(value);

    /// <summary>The id as text.</summary>
    public override string ToString() => _value ?? "(unset)";
}
