using System.Globalization;
using Moderation.Api.Jobs;
using Moderation.Api.PolicyReports.Figures;
using Moderation.Api.Web;
using Moderation.Api.Web.PolicyReports;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Written;

/// <summary>Writes the reports of the last days and of the last whole week, in each language, where they are not written yet.</summary>
internal sealed class WrittenReportJob(FigureDesk figures, WrittenReportStore reports, WrittenReportPrinter printer, StabilityGauge stability, TimeProvider time) : IRecurringJob
{
    // An Api that was down for a weekend writes what it missed.
    private const int DaysBack = 7;

    public string Name => "policy-reports";

    // Behind the counts of the day, before anything is deleted.
    public string Cron => "30 1 * * *";

    public async Task<string> RunAsync(CancellationToken token)
    {
        var yesterday = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1);
        var written = 0;
        for (var back = DaysBack - 1; back >= 0; back--)
            written += await WriteAsync(WrittenReportKind.Daily, yesterday.AddDays(-back), yesterday.AddDays(-back), token);
        var sunday = yesterday.AddDays(-(int)yesterday.DayOfWeek);
        written += await WriteAsync(WrittenReportKind.Weekly, sunday.AddDays(-6), sunday, token);
        stability.Set(await figures.ReadAsync(FigureScope.OfDays(yesterday, yesterday), FigureTheme.Models, token));
        return string.Create(CultureInfo.InvariantCulture, $"wrote {written} reports");
    }

    private async Task<int> WriteAsync(WrittenReportKind kind, DateOnly first, DateOnly last, CancellationToken token)
    {
        var missing = new List<Words>();
        foreach (var words in Words.All)
        {
            if (!await reports.ExistsAsync(kind, first, words.Language, token))
                missing.Add(words);
        }

        if (missing.Count == 0)
            return 0;
        var scope = FigureScope.OfDays(first, last);
        var told = await figures.ReadAsync(scope, null, token);
        foreach (var words in missing)
        {
            var at = time.GetUtcNow();
            var row = new WrittenReportRow { Kind = WireWord.From(kind), FirstDay = first, LastDay = last, Language = words.Language, WrittenAt = at };
            await reports.AddAsync(row, await printer.PrintAsync(words, kind, scope, told, at), token);
        }

        return missing.Count;
    }
}
