using System.Globalization;
using Moderation.Api.Jobs;

namespace Moderation.Api.PolicyReports.Days;

/// <summary>Counts the last days anew, because verdicts and late records still change them.</summary>
internal sealed class PolicyDayJob(PolicyDayStore store, TimeProvider time) : IRecurringJob
{
    /// <summary>How many days are counted anew; older counts stay as they are. Retention keeps at least this much.</summary>
    public const int DaysBack = 14;

    public string Name => "policy-days";

    public string Cron => "0 1 * * *";

    public async Task<string> RunAsync(CancellationToken token)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var counts = 0;
        for (var back = DaysBack; back >= 1; back--)
            counts += await store.CountAsync(today.AddDays(-back), token);
        return string.Create(CultureInfo.InvariantCulture, $"{counts} counts of {DaysBack} days");
    }
}
