using System.Globalization;
using Microsoft.Extensions.Options;
using Moderation.Api.Jobs;
using Moderation.Core.PolicyReports;

namespace Moderation.Api.PolicyReports.Calibration;

/// <summary>Compares what was believed of decided cases with what people made of them, and writes it down with what would correct it. It changes nothing that decides: people read it.</summary>
internal sealed class CalibrationJob(JudgedCases cases, CalibrationStore store, IOptions<CalibrationOptions> options, TimeProvider time) : IRecurringJob
{
    // Any number will do; a day that were computed anew from the same cases would be the same.
    private const int Seed = 20260101;

    public string Name => "calibration";

    // Behind the counts of the day and the written reports, before what retention deletes.
    public string Cron => "30 2 * * *";

    public async Task<string> RunAsync(CancellationToken token)
    {
        var at = time.GetUtcNow();
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        var dropped = await store.DropAsync(DateOnly.FromDateTime((at - options.Value.KeepFor).UtcDateTime), token);
        if (await store.HasAsync(day, token))
            return string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} is written; deleted {dropped} rows");
        var before = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var blank = new CalibrationRow { Day = day, ClosedFrom = before - options.Value.Window, ClosedBefore = before, ComputedAt = at };
        var rows = Compare(await cases.ReadAsync(blank.ClosedFrom, blank.ClosedBefore, token), blank);
        await store.AddAsync(rows, token);
        return string.Create(CultureInfo.InvariantCulture, $"compared {rows.Where(row => row.Models.Length == 0).Sum(row => row.Judged)} judged cases of {rows.Count(row => row.Models.Length == 0)} policies; deleted {dropped} rows");
    }

    private List<CalibrationRow> Compare(IReadOnlyList<JudgedCaseRow> decided, CalibrationRow blank)
    {
        var rows = new List<CalibrationRow>();
        foreach (var policy in decided.GroupBy(one => one.PolicyName))
        {
            rows.Add(Compare([.. policy], blank with { PolicyName = policy.Key }));
            // A new version of what believes begins anew, and is not to be blamed for the one before.
            rows.AddRange(policy.Where(one => one.Models.Length > 0).GroupBy(one => one.Models).Select(version => Compare([.. version], blank with { PolicyName = policy.Key, Models = version.Key })));
        }

        return rows;
    }

    private CalibrationRow Compare(List<JudgedCaseRow> decided, CalibrationRow blank)
    {
        var judged = decided.Where(one => one.Word is JudgedCaseRow.Upheld or JudgedCaseRow.Overturned).Select(one => (one.Belief, IsRight: one.Word == JudgedCaseRow.Upheld)).ToList();
        return (blank with
        {
            Judged = judged.Count,
            Upheld = judged.Count(one => one.IsRight),
            Undecided = decided.Count(one => one.Word == JudgedCaseRow.Undecided),
            Contested = decided.Count(one => one.Word == JudgedCaseRow.Contested),
        }).With(BeliefCalibration.Of(judged, new EnoughJudged(options.Value.FewestJudged, options.Value.FewestOfEither), Seed));
    }
}
