using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Policies.Sheets;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.PolicyReports;

public sealed class StatementCheckLawTests
{
    private static readonly string[] Statements =
    [
        .. ShippedOrders.All.Select(order => StatementWriter.Write(order.Facts(), Countries.Unions["EEA"]).Statement).OfType<StatementOfReasons>()
            .Select(statement => JsonSerializer.Serialize(statement, StatementJson.Default.StatementOfReasons)).Distinct(),
    ];

    private static readonly string[] Fields = [.. Statements.SelectMany(text => JsonNode.Parse(text)!.AsObject().Select(field => field.Key)).Distinct(), "decision_provision", "decision_account", "end_date_service_restriction", "end_date_account_restriction"];

    // What a careless hand may put into a field. Plain JSON, so that fields get values of other fields and of wrong types.
    private static readonly string[] Values =
    [
        "\"\"", "\" \"", "7", "[]", "[\"\"]", "\"2026-01-04\"", "\"2026-01-05\"", "\"2026-02-30\"", "\"2026-1-5\"", "\"1999-12-31\"", "\"2039-01-01\"", "\"No\"", "\"Yes\"", "\"yes\"",
        "\"DECISION_GROUND_ILLEGAL_CONTENT\"", "\"DECISION_GROUND_INCOMPATIBLE_CONTENT\"", "\"DECISION_MONETARY_OTHER\"", "\"DECISION_MONETARY_SUSPENSION\"", "\"DECISION_PROVISION_PARTIAL_SUSPENSION\"",
        "\"DECISION_ACCOUNT_SUSPENDED\"", "[\"DECISION_VISIBILITY_OTHER\"]", "[\"DECISION_VISIBILITY_CONTENT_DISABLED\"]", "[\"DECISION_VISIBILITY_CONTENT_DISABLED\",\"DECISION_VISIBILITY_CONTENT_DISABLED\"]",
        "[\"CONTENT_TYPE_OTHER\",\"CONTENT_TYPE_TEXT\"]", "[\"CONTENT_TYPE_LIVE\"]", "[\"FR\",\"GB\"]", "[\"FR\",\"LI\"]", "[\"KEYWORD_OTHER\"]", "[\"KEYWORD_HATE_SPEECH\"]", "\"STATEMENT_CATEGORY_VIOLENCE\"",
        "\"SOURCE_VOLUNTARY\"", "\"AUTOMATED_DECISION_PARTIALLY\"", "\"a b\"", "\"a.b\"", "\"mail somebody@example.org\"", $"\"{new string('x', 500)}\"", $"\"{new string('x', 501)}\"", $"\"{new string('x', 2_001)}\"",
        $"\"{new string('x', 5_001)}\"", "\"made_by-HAND-1\"",
    ];

    private static readonly Gen<(int Statement, (int Field, int Value)[] Changes)> Damaged =
        Gen.Select(Gen.Int[0, Statements.Length - 1], Gen.Select(Gen.Int[0, Fields.Length - 1], Gen.Int[-1, Values.Length - 1]).Array[0, 4]);

    [Fact]
    public void Checker_and_its_naive_twin_find_the_same_fields_wrong_whatever_was_changed() => Damaged.Sample(drawn =>
    {
        var statement = JsonNode.Parse(Statements[drawn.Statement])!.AsObject();
        foreach (var (field, value) in drawn.Changes)
        {
            statement.Remove(Fields[field]);
            if (value >= 0)
                statement[Fields[field]] = JsonNode.Parse(Values[value]);
        }

        var found = StatementCheck.Check(statement.Deserialize<JsonElement>()).Select(fault => fault.Field).ToHashSet(StringComparer.Ordinal);
        var expected = NaiveStatementCheck.WrongFields(statement);
        Assert.True(found.SetEquals(expected), $"checker: {string.Join(", ", found.Order())}; twin: {string.Join(", ", expected)}; {statement}");
    }, iter: 20_000);
}
