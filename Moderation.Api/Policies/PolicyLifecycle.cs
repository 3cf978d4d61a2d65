using Moderation.Core.Policies;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Policies;

/// <summary>What came of a change that was asked for.</summary>
/// <param name="Version">The version as it is now; null when nothing was changed.</param>
/// <param name="Refusal">Why not; null together with <paramref name="Version"/> when there is no such policy or version.</param>
internal readonly record struct PolicyChange(PolicyVersionRow? Version, PolicyRefusal? Refusal)
{
    /// <summary>There is no such policy or version.</summary>
    public static readonly PolicyChange NotFound;

    public static implicit operator PolicyChange(PolicyVersionRow version) => new(version, null);

    public static implicit operator PolicyChange(PolicyRefusal refusal) => new(null, refusal);
}

/// <summary>Takes versions of policies through their life.</summary>
internal sealed class PolicyLifecycle(NpgsqlDataSource source, ISheetTester tester, TimeProvider time, ILogger<PolicyLifecycle> log)
{
    /// <summary>Whom the history names when a version spent its budget of wrongful orders.</summary>
    public const string Bound = "wrongful-bound";

    /// <summary>Hands a sheet in. One that decides the same as a version there is, is that version.</summary>
    /// <returns>The version, and whether it is new.</returns>
    public async Task<(PolicyVersionRow Version, bool IsNew)> HandInAsync(
        CompiledSheet sheet, string yaml, string author, string? note, CancellationToken token)
    {
        await using var change = await BeginAsync(sheet.Name, isNew: true, token) ?? throw new InvalidOperationException("the policy was just made");
        if (change.Versions.FirstOrDefault(row => row.SheetHash == sheet.SheetHash) is { } known)
        {
            // Comments and tests decide nothing; while it is a draft they may still be written anew.
            if (known.Stage != PolicyStage.Draft || known.SheetYaml == yaml)
                return (known, false);
            known = await change.ChangeAsync(
                known, known with { SheetYaml = yaml, SheetJson = sheet.FullJson }, PolicyEventKind.Reworded, author, note, token);
            await change.CommitAsync(token);
            return (known, false);
        }

        var added = await change.AddAsync(sheet, yaml, author, PolicyEventKind.Created, note, token);
        await change.CommitAsync(token);
        log.VersionAdded(added.Name, added.Version, added.SheetHash);
        return (added, true);
    }

    /// <summary>Sends a version one step on.</summary>
    public async Task<PolicyChange> PromoteAsync(string name, string version, PromoteRequest request, string actor, CancellationToken token)
    {
        await using var change = await BeginAsync(name, isNew: false, token);
        if (change is null || PolicyStore.Find(change.Versions, version) is not { } row)
            return PolicyChange.NotFound;
        if (PolicySteps.OfPromotion(row.Stage, request.To, request.CanaryShare, row.Author, actor) is { } refusal)
            return refusal;
        if (request.To == PolicyStage.Tested && tester.Test(row.SheetYaml).FindFault() is { } fault)
            return new PolicyRefusal(RefusalKind.Tests, fault);
        var live = change.Versions.FirstOrDefault(other => other.Stage == PolicyStage.Live);
        var moved = await change.MoveAsync(
            row,
            request.To,
            to => to with
            {
                CanaryShare = request.CanaryShare,
                TestedAt = request.To == PolicyStage.Tested ? change.At : to.TestedAt,
                ApprovedBy = request.To is PolicyStage.Canary or PolicyStage.Live ? actor : to.ApprovedBy,
                Replaced = request.To == PolicyStage.Live ? live?.Version : to.Replaced,
            },
            PolicyEventKind.Promoted, actor, request.Note, token);
        await change.CommitAsync(token);
        log.VersionMoved(name, moved.Version, row.State, moved.State);
        return moved;
    }

    /// <summary>Makes the version live that was live before, at once and by whoever asks: it was approved before.</summary>
    public async Task<PolicyChange> RollBackAsync(string name, string actor, string? note, CancellationToken token)
    {
        await using var change = await BeginAsync(name, isNew: false, token);
        if (change is null)
            return PolicyChange.NotFound;
        var live = change.Versions.FirstOrDefault(row => row.Stage == PolicyStage.Live);
        // With nothing live, the version that was taken out of use last comes back.
        var target = live is null ? await change.LastLiveAsync(token) : live.Replaced;
        if (change.Versions.FirstOrDefault(row => row.Version == target) is not { } previous)
            return new PolicyRefusal(RefusalKind.Step, "There is no version that was live before; retire the one that is, to stop it.");
        var moved = await change.MoveAsync(previous, PolicyStage.Live, to => to, PolicyEventKind.RolledBack, actor, note, token);
        await change.CommitAsync(token);
        log.RolledBack(name, live?.Version ?? 0, moved.Version);
        return moved;
    }

    /// <summary>Takes a version out of use.</summary>
    public async Task<PolicyChange> RetireAsync(string name, string version, string actor, string? note, CancellationToken token)
    {
        await using var change = await BeginAsync(name, isNew: false, token);
        if (change is null || PolicyStore.Find(change.Versions, version) is not { } row)
            return PolicyChange.NotFound;
        if (row.Stage == PolicyStage.Retired)
            return new PolicyRefusal(RefusalKind.Step, "The version is retired.");
        var moved = await change.MoveAsync(row, PolicyStage.Retired, to => to, PolicyEventKind.Retired, actor, note, token);
        await change.CommitAsync(token);
        log.VersionMoved(name, moved.Version, row.State, moved.State);
        return moved;
    }

    /// <summary>Lets a version give orders by itself again; what reviewers said before is no longer held against it.</summary>
    public async Task<PolicyChange> ReinstateAsync(string name, string version, string actor, string? note, CancellationToken token)
    {
        await using var change = await BeginAsync(name, isNew: false, token);
        if (change is null || PolicyStore.Find(change.Versions, version) is not { } row)
            return PolicyChange.NotFound;
        if (!row.HumanConfirmOnly)
            return new PolicyRefusal(RefusalKind.Step, "The version's orders do not wait for people by reason of its budget.");
        if (PolicySteps.OfAnotherPerson(row.Author, actor) is { } refusal)
            return refusal;
        var reinstated = await change.ChangeAsync(
            row,
            row with { HumanConfirmOnly = false, HumanConfirmReason = null, HumanConfirmSince = null, ReinstatedAt = change.At },
            PolicyEventKind.Reinstated, actor, note, token);
        await change.CommitAsync(token);
        log.Reinstated(name, reinstated.Version);
        return reinstated;
    }

    /// <summary>Makes every order of a version wait for people, because it has spent its budget of wrongful ones.</summary>
    /// <param name="name">The policy.</param>
    /// <param name="version">The version's hash.</param>
    /// <param name="seenReinstatement">When the version was last reinstated, as whoever judged it knew; a later reinstatement makes the judgement void.</param>
    /// <param name="reason">What the verdicts say.</param>
    /// <param name="token">Ends the wait for others.</param>
    public async Task<PolicyChange> DemoteAsync(string name, string version, DateTimeOffset? seenReinstatement, string reason, CancellationToken token)
    {
        await using var change = await BeginAsync(name, isNew: false, token);
        if (change is null || PolicyStore.Find(change.Versions, version) is not { HumanConfirmOnly: false } row || row.ReinstatedAt != seenReinstatement)
            return PolicyChange.NotFound;
        var demoted = await change.ChangeAsync(
            row,
            row with { HumanConfirmOnly = true, HumanConfirmReason = reason, HumanConfirmSince = change.At },
            PolicyEventKind.Demoted, Bound, reason, token);
        await change.CommitAsync(token);
        log.Demoted(name, demoted.Version, reason);
        return demoted;
    }

    private Task<PolicyTransaction?> BeginAsync(string name, bool isNew, CancellationToken token) =>
        PolicyTransaction.BeginAsync(source, name, isNew, time.GetUtcNow(), token);
}
