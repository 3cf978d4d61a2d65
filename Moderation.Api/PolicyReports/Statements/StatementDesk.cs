using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.PolicyReports.Statements;

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
            Sheet = await SheetAsync(row, token),
            ReleasedAt = row.ReleasedAt,
            IsRefused = row.IsRefused,
            EpisodeStartedAt = row.EpisodeStartedAt,
            LiveStartedAt = row.LiveStartedAt,
            IsConfirmedByPerson = row.IsConfirmedByPerson,
        },
        _territory);

    /// <summary>The sheet that ordered it; null where it is not stored.</summary>
    public async Task<CompiledSheet?> SheetAsync(StatementRow row, CancellationToken token)
    {
        if (row.SheetHash is not { } hash)
            return null;
        if (_sheets.TryGetValue((row.PolicyName, hash), out var known))
            return known;
        if (await store.SheetAsync(row.PolicyName, hash, token) is not { } text)
            return null;
        if (_sheets.Count >= MostSheets)
            _sheets.Clear();
        return _sheets.GetOrAdd((row.PolicyName, hash), SheetCompiler.FromJson(text));
    }
}
