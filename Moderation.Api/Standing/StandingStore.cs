using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Publication;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Standing;

/// <summary>Standing as it was last published, and whose must be computed again.</summary>
internal sealed class StandingStore(NpgsqlDataSource source) : IAnnouncer
{
    private static readonly SqlQuery<StandingRow> SelectOne = new("select user_id, content, changed_at from standing where user_id = @user");

    private static readonly SqlQuery<StandingDueRow> SelectDue = new(
        "select user_id, generation from standing_due where user_id > @after order by user_id limit @limit");

    private static readonly SqlStatement ClearDue = new("delete from standing_due where user_id = @user and generation = @generation");

    // Nothing happens when nothing has changed. The row is locked before the outbox row gets its number, so one user's records are in order.
    private static readonly SqlStatement Upsert = new(
        """
        with changed as (
          insert into standing as s (user_id, content, changed_at) values (@user, @content, @at)
          on conflict (user_id) do update set content = excluded.content, changed_at = excluded.changed_at
          where s.content is distinct from excluded.content
          returning user_id)
        insert into outbox (topic, key, value, created_at)
        select @topic, user_id, @value, @at from changed
        """);

    private static readonly SqlStatement SetDue = new("update standing set due_at = @changesAt where user_id = @user and due_at is distinct from @changesAt");

    // Several processes look at once; each takes what no other has.
    private static readonly SqlStatement MarkChanging = new(
        """
        with over as (
          update standing set due_at = null
          where user_id in (select user_id from standing where due_at <= @now order by user_id limit @limit for update skip locked)
          returning user_id)
        insert into standing_due as d (user_id, generation)
        select user_id, 1 from over order by user_id
        on conflict (user_id) do update set generation = d.generation + 1
        """);

    private static readonly SqlStatement AnnounceAll = new(
        """
        insert into outbox (topic, key, value, created_at)
        select @topic, s.user_id, jsonb_set(s.content::jsonb, '{at}', to_jsonb(s.changed_at))::text, s.changed_at
        from (select user_id, content, changed_at from standing order by user_id for update) s
        """);

    private static readonly SqlStatement Assure = new(
        """
        insert into age_assurance (user_id, value, actor, told_at) values (@user, @value, @actor, @at)
        on conflict (user_id) do update set value = excluded.value, actor = excluded.actor, told_at = excluded.told_at
        """);

    // There may be as many as there are users.
    public bool AtEveryStart => false;

    public Task AnnounceAsync(CancellationToken token) => source.ExecuteAsync(AnnounceAll, new { topic = TopicNames.Standing }, token);

    /// <summary>What was last published of a user, or null.</summary>
    public async Task<StandingRecord?> FindAsync(UserId user, CancellationToken token) =>
        (await source.QueryAsync(SelectOne, new { user = user.Value }, token)).SingleOrDefault() is { } row
            ? JsonSerializer.Deserialize(row.Content, WireJson.Default.StandingRecord)! with { At = row.ChangedAt }
            : null;

    /// <summary>Users whose standing must be computed again, after a given one in their order.</summary>
    public Task<IReadOnlyList<StandingDueRow>> DueAsync(string after, int limit, CancellationToken token) =>
        source.QueryAsync(SelectDue, new { after, limit }, token);

    /// <summary>Marks users whose standing changes by time alone, because a strike of theirs has expired.</summary>
    public async Task MarkChangingAsync(DateTimeOffset now, int atOnce, CancellationToken token)
    {
        while (await source.ExecuteAsync(MarkChanging, new { now, limit = atOnce }, token) >= atOnce)
        {
        }
    }

    /// <summary>Stores and publishes a standing if it says anything new. Whoever shares a ring with the user is looked at again then.</summary>
    /// <param name="computed">The standing.</param>
    /// <param name="due">The mark that asked for it, which is cleared; null when none did.</param>
    /// <param name="token">Ends the work; nothing is written then.</param>
    /// <returns>Whether it said anything new.</returns>
    public async Task<bool> WriteAsync(ReadStanding computed, StandingDueRow? due, CancellationToken token)
    {
        var record = computed.Record;
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var content = JsonSerializer.Serialize(record with { At = DateTimeOffset.UnixEpoch }, WireJson.Default.StandingRecord);
        // What is true of everybody is not worth a record, unless something else was published before.
        var isNews = (!IsBlank(record) || await FindAsync(record.UserId, token) is not null)
            && await transaction.ExecuteAsync(
                Upsert,
                new
                {
                    user = record.UserId.Value,
                    content,
                    at = record.At,
                    topic = TopicNames.Standing,
                    value = JsonSerializer.Serialize(record, WireJson.Default.StandingRecord),
                },
                token) > 0;
        await transaction.ExecuteAsync(SetDue, new { user = record.UserId.Value, computed.ChangesAt }, token);
        if (due is not null)
            await transaction.ExecuteAsync(ClearDue, new { user = due.UserId, generation = due.Generation }, token);
        if (isNews)
            await StandingMarks.OfUsersAsync(transaction, computed.Ring.Select(UserId.Parse), token);
        await transaction.CommitAsync(token);
        return isNews;
    }

    /// <summary>Keeps what a platform told of a user's age.</summary>
    public Task AssureAsync(UserId user, AgeAssurance value, string actor, DateTimeOffset at, CancellationToken token) =>
        source.ExecuteAsync(Assure, new { user = user.Value, value = WireWord.From(value), actor, at }, token);

    private static bool IsBlank(StandingRecord record) => record is
    {
        Strikes: 0, AgeAssurance: AgeAssurance.None, ExemptUntil.Count: 0, Spending: null, Refunds.Count: 0, Circulation: null or { ReturnedShare: 0 }, Flagging: null,
        Protected: false,
    };
}
