using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Subjects;

/// <summary>One report; derived, so a report raised again after a crash is recognised as the same.</summary>
[JsonConverter(typeof(TextIdJsonConverter<ReportId>))]
public readonly record struct ReportId : ITextId<ReportId>
{
    private readonly string? _value;

    private ReportId(string value) => _value = value;

    /// <inheritdoc/>
    public string Value => _value ?? throw new InvalidOperationException("an unset ReportId has no value");

    /// <inheritdoc/>
    static ReportId ITextId<ReportId>.Create(string value) => new(value);

    /// <summary>Makes the id out of text.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the text breaks the rules of <see cref="TextId"/>.</remarks>
    /// <param name="value">Candidate text.</param>
    public static ReportId Parse(string value) => TextId.Parse<ReportId>(value);

    /// <summary>The id as text.</summary>
    public override string ToString() => _value ?? "(unset)";
}
