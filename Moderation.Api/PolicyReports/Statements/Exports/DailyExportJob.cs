using System.Globalization;
using Moderation.Api.Jobs;

namespace Moderation.Api.PolicyReports.Statements.Exports;

/// <summary>Asks for an export of each of the last days, where there is none yet or orders came to the tables since it was written.</summary>
/// <remarks>Looked at again, a day of which nothing new is known gets no other export. Orders have the same ids in every export, so one that is there twice is recognised.</remarks>
internal sealed class DailyExportJob(ExportStore exports, StatementStore statements, TimeProvider time) : IRecurringJob
{
    /// <summary>Who asks, in what is stored.</summary>
    public const string Actor = "daily-export";

    // An Api that was down for a weekend projects late; what it finds then belongs to days before yesterday.
    private const int DaysBack = 7;

    public string Name => "statements-of-yesterday";

    public string Cron => "0 2 * * *";

    public async Task<string> RunAsync(CancellationToken token)
    {
        var today = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var asked = new List<string>();
        for (var back = DaysBack; back >= 1; back--)
        {
            var day = today.AddDays(-back);
            var count = await statements.CountAsync(day, day.AddDays(1), token);
            if (count == 0 || await exports.NewestOfAsync(day, day.AddDays(1), token) is { } newest && IsWhole(newest, count))
                continue;
            await exports.AddAsync(day, day.AddDays(1), Actor, token);
            asked.Add(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        return asked.Count == 0 ? "no day needs an export" : $"asked for {string.Join(", ", asked)}";
    }

    private static bool IsWhole(ExportRow export, long count) => export.Phase switch
    {
        ExportState.Queued => true,
        ExportState.Done => export.StatementCount + export.LeftOutCount == count,
        _ => false,
    };
}
