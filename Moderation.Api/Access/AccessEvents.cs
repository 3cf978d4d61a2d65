using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Access;

/// <summary>The history of accounts and keys. What is told of a change is written in the change's own transaction.</summary>
internal sealed class AccessEvents(NpgsqlDataSource source)
{
    private static readonly SqlStatement Insert = new(
        """
        insert into access_event (happened_at, actor, kind, target, detail)
        values (@at, @actor, @kind, @target, @detail)
        """);

    private static readonly SqlQuery<AccessEventRow> SelectPage = new(
        """
        select event_id, happened_at, actor, kind, target, detail
        from access_event
        where @cursorAt::timestamptz is null or (happened_at, event_id) < (@cursorAt, @cursorId)
        order by happened_at desc, event_id desc
        limit @limit
        """);

    public static Task AddAsync(NpgsqlTransaction transaction, DateTimeOffset at, string? actor, AccessEventKind kind, string target, string? detail, CancellationToken token) =>
        transaction.ExecuteAsync(Insert, new { at, actor, kind = Core.Wire.WireWord.From(kind), target, detail }, token);

    /// <summary>One row more than asked for, where there are more.</summary>
    public Task<IReadOnlyList<AccessEventRow>> PageAsync((DateTimeOffset At, long Id)? cursor, int limit, CancellationToken token) =>
        source.QueryAsync(SelectPage, new { cursorAt = cursor?.At, cursorId = cursor?.Id, limit = limit + 1 }, token);
}

/// <summary>What happened to an account or a key.</summary>
internal enum AccessEventKind
{
    KeyCreated,
    KeyRevoked,
    AccountCreated,
    AccountChanged,
    PasswordReset,
    PasswordChanged,
    TotpConfirmed,
    SignedIn,
    SignInRefused,
    Locked,
    SignedOut,
}

/// <summary>Something that happened to an account or a key.</summary>
internal sealed record AccessEventRow
{
    public long EventId { get; init; }

    public DateTimeOffset HappenedAt { get; init; }

    public string? Actor { get; init; }

    public string Kind { get; init; } = "";

    public string Target { get; init; } = "";

    public string? Detail { get; init; }
}
