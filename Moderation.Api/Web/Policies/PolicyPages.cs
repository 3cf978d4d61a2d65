using Moderation.Api.Access;
using Moderation.Api.Policies;
using Moderation.Api.PolicyReports;
using Moderation.Core.Access;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;

namespace Moderation.Api.Web.Policies;

/// <summary>Pages of people who write policies, try them and let them decide.</summary>
internal static class PolicyPages
{
    public static void MapPolicyPages(this IEndpointRouteBuilder console)
    {
        var pages = console.MapGroup("/policies").Requires(Permission.ReadPolicies);
        pages.MapGet("", ListAsync);
        pages.MapGet("{name}", PolicyAsync);
        pages.MapGet("{name}/versions/{version}", VersionAsync);
        pages.MapGet("{name}/diff", DiffAsync);
        pages.MapGet("{name}/edit", EditAsync).Requires(Permission.WritePolicies);
        pages.MapGet("{name}/shadow", ShadowAsync);
        pages.MapBacktestPages();
    }

    private static async Task<IResult> ListAsync(PolicyStore policies, OutcomeStore outcomes, TimeProvider time, CancellationToken token)
    {
        var midnight = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        return ConsolePage.Of<PolicyListPage>(new Dictionary<string, object?>
        {
            [nameof(PolicyListPage.Policies)] = await policies.AllAsync(token),
            [nameof(PolicyListPage.Since)] = await policies.SinceAsync(token),
            [nameof(PolicyListPage.Orders)] = await outcomes.OrdersSinceAsync(midnight, token),
        });
    }

    private static async Task<IResult> PolicyAsync(string name, PolicyStore policies, OutcomeReader outcomes, CancellationToken token) =>
        TextId.IsValid(name) && await policies.FindAsync(name, token) is { Policy.Versions.Count: > 0 } found
            ? ConsolePage.Of<PolicyPage>(new Dictionary<string, object?>
            {
                [nameof(PolicyPage.Detail)] = found,
                [nameof(PolicyPage.Outcomes)] = await outcomes.ReadAsync(new OutcomePeriod(name, null, null), token),
            })
            : TypedResults.NotFound();

    private static async Task<IResult> VersionAsync(string name, string version, PolicyStore policies, CancellationToken token) =>
        await FindAsync(policies, name, version, token) is { } row
            ? ConsolePage.Of<VersionPage>(new Dictionary<string, object?>
            {
                [nameof(VersionPage.Name)] = name,
                [nameof(VersionPage.Version)] = row.ToResponse(),
                [nameof(VersionPage.Sheet)] = SheetCompiler.FromYaml(row.SheetYaml),
                [nameof(VersionPage.Yaml)] = row.SheetYaml,
            })
            : TypedResults.NotFound();

    private static async Task<IResult> DiffAsync(string name, string? from, string? to, PolicyStore policies, CancellationToken token) =>
        await FindAsync(policies, name, from, token) is { } before && await FindAsync(policies, name, to, token) is { } after
            ? ConsolePage.Of<DiffPage>(new Dictionary<string, object?>
            {
                [nameof(DiffPage.Name)] = name, [nameof(DiffPage.Before)] = before.ToDetail(), [nameof(DiffPage.After)] = after.ToDetail(),
                [nameof(DiffPage.Changes)] = SheetDifference.Of(before.CanonicalJson, after.CanonicalJson),
            })
            : TypedResults.NotFound();

    private static async Task<IResult> EditAsync(string name, string? from, PolicyStore policies, CancellationToken token) =>
        await FindAsync(policies, name, from, token) is { } row
            ? ConsolePage.Of<EditPage>(new Dictionary<string, object?> { [nameof(EditPage.Name)] = name, [nameof(EditPage.From)] = row.ToDetail() })
            : TypedResults.NotFound();

    private static async Task<IResult> ShadowAsync(string name, PolicyStore policies, ShadowReader shadows, CancellationToken token) =>
        TextId.IsValid(name) && await policies.FindAsync(name, token) is { } policy && await shadows.ReadAsync(policy, token) is { } comparison
            ? ConsolePage.Of<ShadowPage>(new Dictionary<string, object?> { [nameof(ShadowPage.Name)] = name, [nameof(ShadowPage.Comparison)] = comparison })
            : TypedResults.NotFound();

    private static async Task<PolicyVersionRow?> FindAsync(PolicyStore policies, string name, string? version, CancellationToken token) =>
        TextId.IsValid(name) && version is not null && TextId.IsValid(version) ? await policies.FindVersionAsync(name, version, token) : null;
}
