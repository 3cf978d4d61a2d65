using Dapper;
using Npgsql;

namespace Moderation.Api.Database;

/// <summary>The only ways to run SQL. Each takes a token, and one connection serves one operation.</summary>
internal static class SqlExtensions
{
    static SqlExtensions() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public static async Task<IReadOnlyList<TRow>> QueryAsync<TRow>(
        this NpgsqlDataSource source, SqlQuery<TRow> query, object parameters, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        return [.. await connection.QueryAsync<TRow>(new CommandDefinition(query.Text, parameters, cancellationToken: token))];
    }

    public static async Task<IReadOnlyList<TRow>> QueryAsync<TRow>(
        this NpgsqlTransaction transaction, SqlQuery<TRow> query, object parameters, CancellationToken token) =>
        [.. await Connection(transaction).QueryAsync<TRow>(new CommandDefinition(query.Text, parameters, transaction, cancellationToken: token))];

    public static async Task<int> ExecuteAsync(
        this NpgsqlDataSource source, SqlStatement statement, object parameters, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        return await connection.ExecuteAsync(new CommandDefinition(statement.Text, parameters, cancellationToken: token));
    }

    public static Task<int> ExecuteAsync(
        this NpgsqlTransaction transaction, SqlStatement statement, object parameters, CancellationToken token) =>
        Connection(transaction).ExecuteAsync(new CommandDefinition(statement.Text, parameters, transaction, cancellationToken: token));

    /// <summary>For what belongs to one connection and not to a transaction: locks and listening.</summary>
    public static async Task<IReadOnlyList<TRow>> QueryAsync<TRow>(
        this NpgsqlConnection connection, SqlQuery<TRow> query, object parameters, CancellationToken token) =>
        [.. await connection.QueryAsync<TRow>(new CommandDefinition(query.Text, parameters, cancellationToken: token))];

    /// <inheritdoc cref="QueryAsync{TRow}(NpgsqlConnection, SqlQuery{TRow}, object, CancellationToken)"/>
    public static Task<int> ExecuteAsync(
        this NpgsqlConnection connection, SqlStatement statement, object parameters, CancellationToken token) =>
        connection.ExecuteAsync(new CommandDefinition(statement.Text, parameters, cancellationToken: token));

    private static NpgsqlConnection Connection(NpgsqlTransaction transaction) =>
        transaction.Connection ?? throw new InvalidOperationException("the transaction is over");
}
