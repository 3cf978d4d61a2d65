using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Statements;

/// <summary>Writes statements about stored orders. A version's sheet never changes, so each is compiled once.</summary>
internal sealed class StatementDesk(StatementStore store, IOptions<StatementOptions> options)
{
    private const int MostSheets = 1_000;

    private readonly ConcurrentDictionary<(string Name, string Hash), CompiledSheet> _sheets = new();
    private readonly IReadOnlyList<string> _territory = options.Value.Territory is { Count: > 0 } some ? some : Countries.Unions["EEA"];

    /// <summary>What came of writing the statement of an order.</summary>
    public async Task<StatementOutcome> WriteAsync(StatementRow row, CancellationToken token) => StatementWriter.Write(
        new StatementFacts
        {
            Order = row.ToRecord(),
            Sheet = row.PolicyHash == PolicyRef.ByHand ? await ReportingSheetAsync(row, token) : await SheetAsync(row, token),
            ReleasedAt = row.ReleasedAt,
            IsRefused = row.IsRefused,
            EpisodeStartedAt = row.EpisodeStartedAt,
            LiveStartedAt = row.LiveStartedAt,
            IsConfirmedByPerson = row.IsConfirmedByPerson,
        },
        _territory);

    /// <summary>The sheet that ordered it; null where it is not stored.</summary>
    public Task<CompiledSheet?> SheetAsync(StatementRow row, CancellationToken token) => SheetAsync(row.PolicyName, row.SheetHash, token);

    /// <summary>A version's sheet by policy and hash; null where it is not stored.</summary>
    public async Task<CompiledSheet?> SheetAsync(string policy, string? hash, CancellationToken token)
    {
        if (hash is null)
            return null;
        if (_sheets.TryGetValue((policy, hash), out var known))
            return known;
        return await store.SheetAsync(policy, hash, token) is { } text ? Compile(policy, hash, text) : null;
    }

    // An order by hand names the policy that reported and no sheet of it: the newest that there was when it was ordered, which never changes.
    private async Task<CompiledSheet?> ReportingSheetAsync(StatementRow row, CancellationToken token)
    {
        if (await store.NewestSheetAsync(row.PolicyName, row.OrderedAt, token) is not { } newest)
            return null;
        return _sheets.TryGetValue((row.PolicyName, newest.SheetHash), out var known) ? known : Compile(row.PolicyName, newest.SheetHash, newest.CanonicalJson);
    }

    private CompiledSheet Compile(string policy, string hash, string text)
    {
        if (_sheets.Count >= MostSheets)
            _sheets.Clear();
        return _sheets.GetOrAdd((policy, hash), SheetCompiler.FromJson(text));
    }
}
