using System.Text.Json;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Api.Policies;

/// <summary>What can be written in a sheet, for editors.</summary>
/// <param name="Schema">The JSON Schema of sheets: which fields stand where.</param>
/// <param name="Words">What expressions are made of.</param>
public sealed record PolicyLanguageResponse(JsonElement Schema, IReadOnlyList<ExpressionWord> Words)
{
    // The language's own words; everything else that an expression can say is a fact.
    private static readonly (string Write, string Says)[] Connectives =
    [
        ("known(", "whether something is known; never unknown itself"),
        ("min(", "the smaller of two"),
        ("max(", "the larger of two"),
        ("and", "both"),
        ("or", "either"),
        ("not", "the contrary; of unknown, unknown"),
        ("in [", "is one of them"),
        ("over 10m", "looking back so long"),
        ("per minute", "the number divided by the window"),
        ("for 30s", "it has been true for so long; at the end of 'when'"),
    ];

    /// <summary>The language of this build.</summary>
    internal static readonly PolicyLanguageResponse Instance = Make();

    private static PolicyLanguageResponse Make()
    {
        using var schema = JsonDocument.Parse(SheetSchema.Write());
        return new PolicyLanguageResponse(
            schema.RootElement.Clone(),
            [.. Vocabulary.Facts.Select(fact => new ExpressionWord(Written(fact), fact.Says, [.. fact.Subjects.Select(WireWord.From)])), .. Connectives.Select(word => new ExpressionWord(word.Write, word.Says, []))]);
    }

    private static string Written(Fact fact) => fact.Name + fact.Argument switch
    {
        FactArgument.None or FactArgument.Reason => "",
        FactArgument.Belief => "(under_18)",
        _ => "(",
    };
}

/// <summary>A word of the language of expressions.</summary>
/// <param name="Write">What is written; an open bracket at the end waits for what stands in it.</param>
/// <param name="Says">What it means.</param>
/// <param name="Subjects">Of which subjects it can be asked; empty for every one.</param>
public sealed record ExpressionWord(string Write, string Says, IReadOnlyList<string> Subjects);
