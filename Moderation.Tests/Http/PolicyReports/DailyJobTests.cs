using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Moderation.Api.Decisions;
using Moderation.Api.PolicyReports.Days;
using Moderation.Api.PolicyReports.Statements;
using Moderation.Api.PolicyReports.Statements.Exports;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.PolicyReports;

[Collection(PeopleTests.Name)]
public sealed class DailyJobTests(PostgresServer server) : PolicyFixture(server)
{
    private readonly FakeTimeProvider _time = new(Records.Noon.AddDays(2));

    [PostgresFact]
    public async Task Day_is_exported_once_and_again_only_when_orders_came_late()
    {
        await App.StoreOrdersAsync(3);
        var job = new DailyExportJob(App.Services.GetRequiredService<ExportStore>(), App.Services.GetRequiredService<StatementStore>(), _time);

        Assert.Equal("asked for 2026-03-01", await job.RunAsync(CancellationToken.None));
        Assert.Equal("no day needs an export", await job.RunAsync(CancellationToken.None));
        await WriteAsync();
        Assert.Equal("no day needs an export", await job.RunAsync(CancellationToken.None));
        await App.StoreOrdersAsync(1, (_, order) => order with { ActionId = ActionId.Parse("act-late") });
        Assert.Equal("asked for 2026-03-01", await job.RunAsync(CancellationToken.None));
        await WriteAsync();
        Assert.Equal("no day needs an export", await job.RunAsync(CancellationToken.None));
        // Days before the last week are whole, or somebody asks for them.
        _time.Advance(TimeSpan.FromDays(7));
        Assert.Equal("no day needs an export", await job.RunAsync(CancellationToken.None));

        Assert.Equal([4, 3], (await App.GetJsonAsync("/v1/statements/exports")).GetProperty("items").EnumerateArray().Select(export => export.GetProperty("statements").GetInt32()));
    }

    [PostgresFact]
    public async Task Days_are_counted_the_same_however_often_and_follow_verdicts_that_come_later()
    {
        await App.StoreOrdersAsync(3);
        await App.Database.ProjectAsync(new DecisionProjector(), MoneyRecords.Decision(StoredOrders.Report(90), null, DecisionEffect.Recorded, PolicyStage.Shadow) with { At = Records.Noon.AddDays(1) });
        var job = new PolicyDayJob(App.Services.GetRequiredService<PolicyDayStore>(), _time);

        var first = await job.RunAsync(CancellationToken.None);
        var counted = await DaysAsync("");
        Assert.Equal(first, await job.RunAsync(CancellationToken.None));
        Assert.Equal(counted, await DaysAsync(""));
        await App.Database.ProjectAsync(new VerdictProjector(TimeProvider.System), MoneyRecords.Verdict(1, StoredOrders.Report(1), VerdictKind.Overturned));
        await job.RunAsync(CancellationToken.None);

        Assert.Equal(
            ["""2026-03-01 {"enforced":3} {"throttle_gifts":3} {"not_reviewed":3}""", """2026-03-02 {"recorded":1} {} {}"""], counted);
        Assert.Equal(["""2026-03-01 {"enforced":3} {"throttle_gifts":3} {"not_reviewed":2,"overturned":1}"""], await DaysAsync("?to=2026-03-01"));
        Assert.Equal("urn:moderation:problem:invalid-request", (await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}/days?from=yesterday")).GetProperty("type").GetString());
    }

    protected override void Replace(IServiceCollection services)
    {
        base.Replace(services);
        services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(ExportRunner)));
    }

    private Task<string?> WriteAsync() => App.Services.GetRequiredService<ExportRun>().RunNextAsync(CancellationToken.None);

    private async Task<IReadOnlyList<string>> DaysAsync(string query) =>
    [
        .. (await App.GetJsonAsync($"/v1/policies/{PolicySheets.Name}/days{query}")).GetProperty("days").EnumerateArray()
            .Select(day => $"{day.GetProperty("day").GetString()} {day.GetProperty("decisions").GetRawText()} {day.GetProperty("orders").GetRawText()} {day.GetProperty("reviews").GetRawText()}"),
    ];
}
