using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Core.Policies;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Policies;

/// <summary>One change of one policy: its versions, its history and what the deciders are told, in one transaction. Others that change the policy wait.</summary>
internal sealed class PolicyTransaction : IAsyncDisposable
{
    private static readonly SqlStatement EnsurePolicy = new(
        "insert into policy (name, revision, changed_at) values (@name, 0, @at) on conflict (name) do nothing");

    private static readonly SqlQuery<PolicyRow> LockPolicy = new("select name, revision, changed_at from policy where name = @name for update");

    private static readonly SqlStatement UpdatePolicy = new("update policy set revision = @revision, changed_at = @at where name = @name");

    private static readonly SqlStatement InsertVersion = new(
        """
        insert into policy_version
          (name, version, sheet_hash, sheet_yaml, sheet_json, canonical_json, wrongful_at_most, wrongful_confidence, state, author, created_at, human_confirm_only)
        values
          (@Name, @Version, @SheetHash, @SheetYaml, @SheetJson, @CanonicalJson, @WrongfulAtMost, @WrongfulConfidence, @State, @Author, @CreatedAt, false)
        """);

    private static readonly SqlStatement UpdateVersion = new(
        """
        update policy_version
        set sheet_yaml = @SheetYaml, sheet_json = @SheetJson, state = @State, tested_at = @TestedAt, approved_by = @ApprovedBy,
            canary_share = @CanaryShare, human_confirm_only = @HumanConfirmOnly, human_confirm_reason = @HumanConfirmReason,
            human_confirm_since = @HumanConfirmSince, reinstated_at = @ReinstatedAt, replaced = @Replaced
        where name = @Name and version = @Version
        """);

    private static readonly SqlStatement InsertEvent = new(
        """
        insert into policy_event (name, version, kind, actor, from_state, to_state, happened_at, note)
        values (@name, @version, @kind, @actor, @from, @to, @at, @note)
        """);

    private static readonly SqlQuery<FormerlyLiveRow> SelectLastLive = new(
        "select version from policy_event where name = @name and from_state = 'live' order by event_id desc limit 1");

    private readonly NpgsqlTransaction _transaction;
    private readonly PolicyRow _policy;
    private readonly List<PolicyVersionRow> _versions;
    private readonly string _before;
    private NpgsqlConnection? _own;

    private PolicyTransaction(NpgsqlTransaction transaction, PolicyRow policy, IReadOnlyList<PolicyVersionRow> versions, DateTimeOffset at)
    {
        (_transaction, _policy, At) = (transaction, policy, at);
        _versions = [.. versions];
        _before = WhatDecides();
    }

    /// <summary>When the change happens.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The policy's versions as they stand inside the transaction, newest first.</summary>
    public IReadOnlyList<PolicyVersionRow> Versions => _versions;

    /// <summary>Begins a change; null when there is no such policy.</summary>
    /// <param name="source">The database.</param>
    /// <param name="name">The policy.</param>
    /// <param name="isNew">Whether it is made when it is not there.</param>
    /// <param name="at">When the change happens.</param>
    /// <param name="token">Ends the wait for others.</param>
    public static async Task<PolicyTransaction?> BeginAsync(NpgsqlDataSource source, string name, bool isNew, DateTimeOffset at, CancellationToken token)
    {
        var connection = await source.OpenConnectionAsync(token);
        PolicyTransaction? begun = null;
        try
        {
            begun = await JoinAsync(await connection.BeginTransactionAsync(token), name, isNew, at, token);
            if (begun is not null)
                begun._own = connection;
            return begun;
        }
        finally
        {
            // Ends the transaction too.
            if (begun is null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Makes a change part of a transaction, whose owner commits it.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="name">The policy.</param>
    /// <param name="isNew">Whether it is made when it is not there.</param>
    /// <param name="at">When the change happens.</param>
    /// <param name="token">Ends the wait for others.</param>
    public static async Task<PolicyTransaction?> JoinAsync(NpgsqlTransaction transaction, string name, bool isNew, DateTimeOffset at, CancellationToken token)
    {
        if (isNew)
            await transaction.ExecuteAsync(EnsurePolicy, new { name, at }, token);
        return (await transaction.QueryAsync(LockPolicy, new { name }, token)).SingleOrDefault() is { } policy
            ? new PolicyTransaction(transaction, policy, await transaction.QueryAsync(PolicyStore.SelectVersions, new { name }, token), at)
            : null;
    }

    /// <summary>Adds a version as a draft.</summary>
    public async Task<PolicyVersionRow> AddAsync(CompiledSheet sheet, string yaml, string author, PolicyEventKind kind, string? note, CancellationToken token)
    {
        var row = new PolicyVersionRow
        {
            Name = _policy.Name,
            Version = (_versions.Count == 0 ? 0 : _versions[0].Version) + 1,
            SheetHash = sheet.SheetHash,
            SheetYaml = yaml,
            SheetJson = sheet.FullJson,
            CanonicalJson = sheet.CanonicalJson,
            WrongfulAtMost = sheet.Guards.Wrongful?.AtMost,
            WrongfulConfidence = sheet.Guards.Wrongful?.Confidence,
            State = WireWord.From(PolicyStage.Draft),
            Author = author,
            CreatedAt = At,
        };
        await _transaction.ExecuteAsync(InsertVersion, row, token);
        _versions.Insert(0, row);
        await NoteAsync(row, kind, author, null, row.Stage, note, token);
        return row;
    }

    /// <summary>Changes a version and notes it in the history.</summary>
    /// <returns>The version as it is now.</returns>
    public async Task<PolicyVersionRow> ChangeAsync(
        PolicyVersionRow before, PolicyVersionRow after, PolicyEventKind kind, string actor, string? note, CancellationToken token)
    {
        await _transaction.ExecuteAsync(UpdateVersion, after, token);
        _versions[_versions.FindIndex(row => row.Version == before.Version)] = after;
        var isMoved = before.State != after.State;
        await NoteAsync(after, kind, actor, isMoved ? before.Stage : null, isMoved ? after.Stage : null, note, token);
        return after;
    }

    /// <summary>Moves a version to another state. Whichever version is there makes place and is kept for a rollback.</summary>
    public async Task<PolicyVersionRow> MoveAsync(
        PolicyVersionRow version, PolicyStage to, Func<PolicyVersionRow, PolicyVersionRow> change, PolicyEventKind kind, string actor, string? note, CancellationToken token)
    {
        if (to is PolicyStage.Shadow or PolicyStage.Canary or PolicyStage.Live
            && _versions.Find(row => row.Stage == to && row.Version != version.Version) is { } occupant)
        {
            await ChangeAsync(
                occupant, occupant with { State = WireWord.From(PolicyStage.Retired), CanaryShare = null },
                kind == PolicyEventKind.RolledBack ? kind : PolicyEventKind.Replaced, actor, $"version {version.Version} takes its place", token);
        }

        var moved = version with { State = WireWord.From(to), CanaryShare = to == PolicyStage.Canary ? version.CanaryShare : null };
        return await ChangeAsync(version, change(moved), kind, actor, note, token);
    }

    /// <summary>The version that was live last; null when none ever was, or one is.</summary>
    public async Task<int?> LastLiveAsync(CancellationToken token) =>
        (await _transaction.QueryAsync(SelectLastLive, new { name = _policy.Name }, token)).SingleOrDefault()?.Version;

    /// <summary>Makes it so, and has the deciders told when what decides has changed.</summary>
    public async Task CommitAsync(CancellationToken token)
    {
        var isTold = WhatDecides() != _before;
        var revision = _policy.Revision + (isTold ? 1 : 0);
        await _transaction.ExecuteAsync(UpdatePolicy, new { name = _policy.Name, revision, at = At }, token);
        if (isTold)
            await PolicyAnnouncement.AddAsync(_transaction, _policy.Name, revision, At, _versions, token);
        if (_own is not null)
            await _transaction.CommitAsync(token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is null)
            return;
        await _transaction.DisposeAsync();
        await _own.DisposeAsync();
    }

    private string WhatDecides() => JsonSerializer.Serialize(PolicyAnnouncement.Record(_policy.Name, 1, At, _versions), WireJson.Default.PolicyRecord);

    private Task<int> NoteAsync(
        PolicyVersionRow version, PolicyEventKind kind, string actor, PolicyStage? from, PolicyStage? to, string? note, CancellationToken token) =>
        _transaction.ExecuteAsync(
            InsertEvent,
            new
            {
                name = version.Name,
                version = version.Version,
                kind = WireWord.From(kind),
                actor,
                from = from is { } before ? WireWord.From(before) : null,
                to = to is { } after ? WireWord.From(after) : null,
                at = At,
                note,
            },
            token);
}

/// <summary>A version that once was live.</summary>
internal sealed record FormerlyLiveRow
{
    public int Version { get; init; }
}
