using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;
using Moderation.Api.Jobs;
using Moderation.Api.PolicyReports.Statements;
using Moderation.Api.PolicyReports.Statements.Exports;
using Moderation.Api.PolicyReports.Written;

namespace Moderation.Api.Projections.Retention;

/// <summary>Deletes what the options say is kept no longer; what is open stays, however old.</summary>
internal sealed class RetentionJob(
    RetentionStore store, ExportStore exports, WrittenReportStore written, IOptions<RetentionOptions> retention, IOptions<StatementOptions> statements, TimeProvider time)
    : IRecurringJob
{
    public string Name => "retention";

    // Behind the counts of the day, so that nothing is deleted uncounted.
    public string Cron => "0 3 * * *";

    public async Task<string> RunAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        var old = now - retention.Value.KeepReportsFor;
        // Reports first: the others wait for them.
        var reports = await store.DropReportsAsync(old, now, token);
        var decisions = await store.DropDecisionsAsync(old, now, token) + await store.DropSilentDecisionsAsync(now - retention.Value.KeepSilentDecisionsFor, now, token);
        var orders = await store.DropOrdersAsync(old, now, token);
        var events = await store.DropSessionEventsAsync(now - retention.Value.KeepSessionEventsFor, now, token);
        var faults = await store.DropFaultsAsync(now - retention.Value.KeepFaultsFor, now, token);
        var dropped = await exports.DropEndedAsync(now - statements.Value.KeepExportsFor, token);
        var told = await written.DropAsync(now - retention.Value.KeepPolicyReportsFor, token);
        return $"deleted {reports} reports, {decisions} decisions, {orders} orders, {events} session events, {faults} faults, {dropped} exports, {told} policy reports";
    }
}

internal static class RetentionSetup
{
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddCheckedOptions<RetentionOptions>(RetentionOptions.Section);
        services.AddSingleton<RetentionStore>();
        services.AddSingleton<IRecurringJob, RetentionJob>();
    }
}
