using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>Takes a request for a backtest apart, and puts what it asks for into the queue.</summary>
internal sealed class BacktestIntake(PolicyStore policies, BacktestStore backtests, IOptions<BacktestOptions> options, TimeProvider time)
{
    private const string Live = "live";

    /// <summary>Takes a backtest in.</summary>
    /// <returns>It as it waits, or why it is not taken.</returns>
    public async Task<(BacktestRow? Row, ProblemHttpResult? Problem)> AskAsync(string policy, StartBacktestRequest request, string actor, CancellationToken token)
    {
        if (ReadPeriod(request, out var from, out var to) is { } fault)
            return (null, Problems.InvalidRequest(fault));
        var versions = await policies.VersionsAsync(policy, token);
        var (candidate, problem) = Candidate(policy, request, versions);
        if (candidate is null)
            return (null, problem);
        (var against, problem) = Against(policy, request.Against, versions);
        if (problem is not null)
            return (null, problem);
        var asked = new AskedBacktest
        {
            BacktestId = $"bt-{Guid.CreateVersion7(time.GetUtcNow()):N}",
            AskedBy = actor,
            AskedAt = time.GetUtcNow(),
            Candidate = candidate,
            Against = against,
            From = from,
            To = to,
        };
        return await backtests.AddAsync(asked, options.Value.MaxWaiting, token) is { } row ? (row, null) : (null, TooMany());
    }

    private static string? ReadPeriod(StartBacktestRequest request, out DateTimeOffset? from, out DateTimeOffset? to)
    {
        (from, to) = (null, null);
        if (request.From is not null)
        {
            if (!OffsetTime.TryRead(request.From, out var time))
                return $"from {OffsetTime.Rule}";
            from = time;
        }

        if (request.To is not null)
        {
            if (!OffsetTime.TryRead(request.To, out var time))
                return $"to {OffsetTime.Rule}";
            to = time;
        }

        return from >= to ? "from must be before to." : null;
    }

    private static (CompiledSheet? Sheet, ProblemHttpResult? Problem) Candidate(string policy, StartBacktestRequest request, IReadOnlyList<PolicyVersionRow> versions)
    {
        if (request.Sheet is null == request.SheetHash is null)
            return (null, Problems.InvalidRequest("Say what is tried: either sheet, a sheet's text, or sheetHash, a stored version."));
        if (request.SheetHash is { } version)
            return PolicyStore.Find(versions, version) is { } row ? (Compiled(row), null) : (null, PolicyProblems.NotFound(policy, version));
        try
        {
            // Nobody writes a sheet as one YAML mapping in braces.
            var isJson = request.Sheet!.AsSpan().TrimStart().StartsWith('{');
            var sheet = isJson ? SheetCompiler.FromJson(request.Sheet!) : SheetCompiler.FromYaml(request.Sheet!);
            return sheet.Name == policy ? (sheet, null) : (null, Problems.InvalidRequest($"The sheet is of policy '{sheet.Name}'; try it there."));
        }
        catch (SheetException e)
        {
            return (null, PolicyProblems.InvalidSheet(e.Faults));
        }
    }

    private static (CompiledSheet? Sheet, ProblemHttpResult? Problem) Against(string policy, string? against, IReadOnlyList<PolicyVersionRow> versions)
    {
        if (against is null)
            return (null, null);
        if (against != Live)
            return PolicyStore.Find(versions, against) is { } row ? (Compiled(row), null) : (null, PolicyProblems.NotFound(policy, against));
        return versions.FirstOrDefault(version => version.Stage == PolicyStage.Live) is { } live
            ? (Compiled(live), null)
            : (null, PolicyProblems.Of(new PolicyRefusal(RefusalKind.Step, $"No version of {policy} is live. Compare with another version by its hash, or leave against out.")));
    }

    private static CompiledSheet Compiled(PolicyVersionRow version) => SheetCompiler.FromJson(version.CanonicalJson);

    private ProblemHttpResult TooMany() => Problems.Refused(
        ProblemTypes.TooManyBacktests, "Too many backtests wait.",
        $"{options.Value.MaxWaiting} backtests wait for their turn (Backtests:MaxWaiting). Cancel one, or ask again when one has begun.", StatusCodes.Status429TooManyRequests);
}
