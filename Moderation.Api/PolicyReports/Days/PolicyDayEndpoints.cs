using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Jobs;
using Moderation.Core.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.PolicyReports.Days;

internal static class PolicyDayEndpoints
{
    private static readonly QueryParameter From = new("from", "First day, such as 2026-01-31.", QueryParameter.DaySchema);
    private static readonly QueryParameter To = new("to", "Last day.", QueryParameter.DaySchema);

    public static void AddPolicyDays(this IServiceCollection services)
    {
        services.AddSingleton<PolicyDayStore>();
        services.AddSingleton<IRecurringJob, PolicyDayJob>();
    }

    public static void MapPolicyDays(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/v1/policies/{name}/days", GetAsync)
        .Requires(Permission.ReadPolicies)
        .WithTags("PolicyReports")
        .WithName("GetPolicyDays")
        .WithSummary("What a policy did day by day (UTC): decisions by effect, orders by kind, reviews by outcome. Counted once a day; kept when the rows are gone.")
        .WithQuery(From, To);

    private static async Task<Results<Ok<PolicyDaysResponse>, ProblemHttpResult>> GetAsync(HttpContext context, string name, PolicyDayStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (from, to) = (query.Text(From), query.Text(To));
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        if (!TryDay(from, out var first) || !TryDay(to, out var last))
            return Problems.InvalidRequest("from and to are days such as 2026-01-31.");
        var rows = TextId.IsValid(name) ? await store.OfAsync(name, first, last, token) : [];
        return TypedResults.Ok(new PolicyDaysResponse(name, [.. rows.GroupBy(row => (row.Day, row.SheetHash)).Select(day => new PolicyDayResponse
        {
            Day = day.Key.Day,
            SheetHash = day.Key.SheetHash.Length == 0 ? null : day.Key.SheetHash,
            Decisions = Counts(day, "decision"),
            Orders = Counts(day, "order"),
            Reviews = Counts(day, "review"),
        })]));
    }

    private static Dictionary<string, long> Counts(IEnumerable<PolicyDayRow> rows, string measure) =>
        rows.Where(row => row.Measure == measure).ToDictionary(row => row.Word, row => row.Count);

    private static bool TryDay(string? text, out DateOnly? day)
    {
        day = null;
        if (text is null)
            return true;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            return false;
        day = read;
        return true;
    }
}

/// <summary>What a policy did day by day.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Days">Days on which it decided, oldest first; one entry per version.</param>
public sealed record PolicyDaysResponse(string Name, IReadOnlyList<PolicyDayResponse> Days);

/// <summary>What one version did on one day.</summary>
public sealed record PolicyDayResponse
{
    /// <summary>The day, in UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Hash of the version's sheet; null where the decider did not tell.</summary>
    public required string? SheetHash { get; init; }

    /// <summary>Decisions by effect.</summary>
    public required IReadOnlyDictionary<string, long> Decisions { get; init; }

    /// <summary>Orders by kind; reversals are none.</summary>
    public required IReadOnlyDictionary<string, long> Orders { get; init; }

    /// <summary>Reports by what reviewers made of them by when it was last counted.</summary>
    public required IReadOnlyDictionary<string, long> Reviews { get; init; }
}
