using System.Data;
using System.Reflection;
using Moderation.Api.Database;
using Moderation.Tests.Support;
using Npgsql;

namespace Moderation.Tests.Postgres;

/// <summary>Dapper finds out at run time what a statement returns, and says nothing about what it did not fill. So every statement is asked here.</summary>
[Collection(PostgresTests.Name)]
public sealed class SqlCatalogueTests(PostgresServer server)
{
    [PostgresFact]
    public async Task Every_statement_is_accepted_and_returns_exactly_the_columns_of_its_row()
    {
        await using var source = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await using var connection = await source.OpenConnectionAsync();
        var faults = new List<string>();
        var statements = Statements().ToList();
        foreach (var (name, text, row) in statements)
        {
            var columns = await ColumnsAsync(connection, text);
            if (columns is string refusal)
                faults.Add($"{name}: {refusal}");
            else if (row is not null && Difference((IReadOnlyCollection<string>)columns, row) is { } difference)
                faults.Add($"{name}: {difference}");
        }

        Assert.Empty(faults);
        Assert.True(statements.Count >= 15, $"only {statements.Count} statements were found");
    }

    private static IEnumerable<(string Name, string Text, Type? Row)> Statements()
    {
        const BindingFlags Everywhere = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var field in typeof(SqlStatement).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters).SelectMany(type => type.GetFields(Everywhere)))
        {
            var name = $"{field.DeclaringType!.Name}.{field.Name}";
            if (field.FieldType == typeof(SqlStatement))
                yield return (name, ((SqlStatement)field.GetValue(null)!).Text, null);
            else if (field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(SqlQuery<>))
                yield return (name, (string)field.FieldType.GetProperty("Text")!.GetValue(field.GetValue(null))!, field.FieldType.GenericTypeArguments[0]);
        }
    }

    private static async Task<object> ColumnsAsync(NpgsqlConnection connection, string text)
    {
        try
        {
            await using var command = new NpgsqlCommand(text, connection);
            NpgsqlCommandBuilder.DeriveParameters(command);
            foreach (NpgsqlParameter parameter in command.Parameters)
                parameter.Value = DBNull.Value;
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly);
            return (await reader.GetColumnSchemaAsync()).Select(column => column.ColumnName).ToList();
        }
        catch (PostgresException e)
        {
            return e.MessageText;
        }
    }

    private static string? Difference(IReadOnlyCollection<string> columns, Type row)
    {
        var properties = row.GetProperties().Where(property => property.SetMethod is not null).Select(property => property.Name).ToList();
        var names = columns.Select(column => column.Replace("_", "", StringComparison.Ordinal)).ToList();
        var unfilled = properties.Except(names, StringComparer.OrdinalIgnoreCase).ToList();
        var unread = names.Except(properties, StringComparer.OrdinalIgnoreCase).ToList();
        return unfilled.Count + unread.Count == 0 ? null : $"unfilled [{string.Join(", ", unfilled)}], unread [{string.Join(", ", unread)}]";
    }
}
