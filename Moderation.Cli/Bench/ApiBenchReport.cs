using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Cli.Bench;

/// <summary>One portion of reports: how long plain reading took, and how long until all were in the table.</summary>
internal readonly record struct ProjectedPortion(int Records, double PlainSeconds, double ProjectedSeconds);

/// <summary>The result of <c>moderation bench api</c>.</summary>
internal sealed record ApiBenchReport
{
    public required int Cores { get; init; }

    public required int Reports { get; init; }

    public required int BytesPerReport { get; init; }

    /// <summary>Median over the portions: records a second that a consumer reads and drops.</summary>
    public required double PlainPerSecond { get; init; }

    /// <summary>Median over the portions: records a second from the first one published to the last one committed in the table.</summary>
    public required double ProjectedPerSecond { get; init; }

    /// <summary>Median of the portions' ratios of projected to plain.</summary>
    public required double Ratio { get; init; }

    public required IReadOnlyList<PageTimes> Pages { get; init; }

    public static ApiBenchReport Of(IReadOnlyList<ProjectedPortion> portions, long byteCount, IReadOnlyList<PageTimes> pages)
    {
        var reports = portions.Sum(p => p.Records);
        return new ApiBenchReport
        {
            Cores = Environment.ProcessorCount,
            Reports = reports,
            BytesPerReport = (int)(byteCount / reports),
            PlainPerSecond = Math.Round(FramesBenchReport.Median(portions.Select(p => p.Records / p.PlainSeconds))),
            ProjectedPerSecond = Math.Round(FramesBenchReport.Median(portions.Select(p => p.Records / p.ProjectedSeconds))),
            Ratio = Math.Round(FramesBenchReport.Median(portions.Select(p => p.PlainSeconds / p.ProjectedSeconds)), 3),
            Pages = pages,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, ApiBenchJson.Default.ApiBenchReport);

    public string Explain() => string.Join('\n',
    [
        Line($"bench: {Reports} reports of {BytesPerReport} bytes"),
        Line($"bench: plain reading {PlainPerSecond:0} records/s; into the table {ProjectedPerSecond:0} records/s, ratio {Ratio:0.000}"),
        .. Pages.Select(page => Line($"bench: GET {page.Name,-12} p50 {page.P50Ms:0.00} ms, p99 {page.P99Ms:0.00} ms ({page.Requests} requests)")),
    ]);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApiBenchReport))]
internal sealed partial class ApiBenchJson : JsonSerializerContext;
