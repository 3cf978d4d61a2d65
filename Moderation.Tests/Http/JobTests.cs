using System.Net;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Api.Decisions;
using Moderation.Api.Jobs;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

[Collection(PostgresTests.Name)]
public sealed class JobTests(PostgresServer server)
{
    private static readonly string[] Names = ["calibration", "case-deadlines", "policy-days", "policy-reports", "retention", "statements-of-yesterday"];

    [PostgresFact]
    public async Task Recurring_work_is_scheduled_in_a_schema_of_its_own_and_runs_when_it_is_due()
    {
        var database = await server.CreateDatabaseAsync();
        await using var app = await StartAsync(database);
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        await app.Database.ProjectAsync(new DecisionProjector(), MoneyRecords.Decision(StoredOrders.Report(1), "0123456789abcdef") with { At = yesterday });

        Assert.Equal(Names, Scheduled(app));
        Assert.Equal("UTC", Storage(app).GetConnection().GetRecurringJobs().Select(job => job.TimeZoneId).Distinct().Single());
        new RecurringJobManager(Storage(app)).Trigger("policy-days");

        await ModerationApplication.EventuallyAsync(() => app.CountAsync("policy_day"), count => count == 2);
        Assert.True(await app.CountAsync("hangfire.job") > 0);
    }

    [PostgresFact]
    public async Task What_an_older_build_had_scheduled_goes_and_a_second_start_changes_nothing()
    {
        var database = await server.CreateDatabaseAsync();
        await using (var first = await StartAsync(database))
            new RecurringJobManager(Storage(first)).AddOrUpdate("of-an-older-build", Hangfire.Common.Job.FromExpression<JobExecution>(job => job.RunAsync("of-an-older-build", CancellationToken.None)), "0 0 * * *");

        await using var second = await StartAsync(database);

        Assert.Equal(Names, Scheduled(second));
    }

    [PostgresFact]
    public async Task Dashboard_shows_this_machine_what_is_scheduled_and_lets_nobody_change_it()
    {
        await using var app = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1", Settings);
        app.UseKestrel(0);
        app.StartServer();
        await app.Services.GetRequiredService<JobServer>().Ready.WaitAsync(TimeSpan.FromSeconds(60));
        using var client = new HttpClient { BaseAddress = app.ClientOptions.BaseAddress };

        var page = await client.GetStringAsync(new Uri("/jobs/recurring", UriKind.Relative));
        using var form = new FormUrlEncodedContent([new("jobs[]", "retention")]);
        using var answer = await client.PostAsync(new Uri("/jobs/recurring/remove", UriKind.Relative), form);

        Assert.All(Names, name => Assert.Contains(name, page, StringComparison.Ordinal));
        Assert.NotEqual(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(Names, Scheduled(app));
    }

    [PostgresFact]
    public async Task Database_that_goes_away_keeps_nothing_else_waiting_and_work_goes_on_when_it_is_back()
    {
        await using var proxy = DatabaseProxy.Of(await server.CreateDatabaseAsync(), out var database);
        await using var app = await StartAsync(database);
        using var client = app.CreateClient();

        proxy.Cut();
        using (var answer = await client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative)))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("urn:moderation:problem:database-unavailable", (await app.GetJsonAsync("/v1/statements")).GetProperty("type").GetString());
        proxy.Mend();
        await ModerationApplication.EventuallyAsync(() => app.GetJsonAsync("/v1/statements"), answer => answer.TryGetProperty("items", out _));
        new RecurringJobManager(Storage(app)).Trigger("retention");

        await ModerationApplication.EventuallyAsync(
            () => Task.FromResult(Storage(app).GetConnection().GetRecurringJobs().Single(job => job.Id == "retention").LastJobState), state => state == "Succeeded");
    }

    [Fact]
    public async Task Job_that_fails_is_counted_and_thrown_on_so_that_it_is_tried_again()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<JobMetrics>().BuildServiceProvider();
        var (good, bad) = (new CountingJob("good"), new CountingJob("bad") { Fault = new InvalidDataException("broken") });
        var execution = new JobExecution([good, bad], services.GetRequiredService<JobMetrics>(), TimeProvider.System, NullLogger<JobExecution>.Instance);

        await execution.RunAsync("good", CancellationToken.None);
        await Assert.ThrowsAsync<InvalidDataException>(() => execution.RunAsync("bad", CancellationToken.None));
        await execution.RunAsync("of another build", CancellationToken.None);

        Assert.Equal((1, 1), (good.Runs, bad.Runs));
    }

    private static (string, string)[] Settings => [("Jobs:Enabled", "true"), ("Jobs:LookEvery", "00:00:00.2")];

    private static JobStorage Storage(ModerationApplication app) => app.Services.GetRequiredService<JobStorage>();

    private static IEnumerable<string> Scheduled(ModerationApplication app) => Storage(app).GetConnection().GetRecurringJobs().Select(job => job.Id).Order(StringComparer.Ordinal);

    private static async Task<ModerationApplication> StartAsync(string database)
    {
        var app = new ModerationApplication(database, "127.0.0.1:1", Settings);
        await app.Services.GetRequiredService<JobServer>().Ready.WaitAsync(TimeSpan.FromSeconds(60));
        return app;
    }

    private sealed class CountingJob(string name) : IRecurringJob
    {
        public string Name => name;

        public string Cron => "0 0 * * *";

        public int Runs { get; private set; }

        public Exception? Fault { get; init; }

        public Task<string> RunAsync(CancellationToken token)
        {
            Runs++;
            return Fault is null ? Task.FromResult("ran") : throw Fault;
        }
    }
}
