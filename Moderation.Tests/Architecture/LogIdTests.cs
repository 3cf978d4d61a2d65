using System.Globalization;
using System.Text.RegularExpressions;
using Moderation.Tests.Support;

namespace Moderation.Tests.Architecture;

public sealed partial class LogIdTests
{
    /// <summary>Stage word → first id of its thousand; Hosting, Kafka and Database share the thousand from 10000 on.</summary>
    internal static readonly Dictionary<string, int> Ranges = new()
    {
        ["Intake"] = 1000, ["Sampling"] = 2000, ["Scoring"] = 3000, ["Evidence"] = 4000, ["Decisions"] = 5000,
        ["Enforcement"] = 6000, ["Reports"] = 7000, ["Review"] = 8000, ["PolicyReports"] = 9000, ["Access"] = 11_000,
    };

    [Fact]
    public void A_log_id_is_used_once()
    {
        var twice = LogIds().GroupBy(entry => (entry.Host, entry.Id)).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(twice);
    }

    [Fact]
    public void A_log_id_lies_in_the_range_of_its_stage()
    {
        var strays = LogIds().Where(entry => Ranges.TryGetValue(entry.Stage, out var first)
            ? entry.Id < first || entry.Id >= first + 1000
            : entry.Id < 10_000);

        Assert.Empty(strays);
    }

    private static IReadOnlyList<(string Host, string Stage, int Id)> LogIds()
    {
        var ids = (from path in Repository.CSharpFiles()
                   where path.StartsWith("Moderation.Worker/", StringComparison.Ordinal) || path.StartsWith("Moderation.Api/", StringComparison.Ordinal)
                   let parts = path.Split('/')
                   where parts.Length > 2
                   from Match match in EventId().Matches(Repository.Read(path))
                   select (parts[0], parts[1], int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))).ToList();
        Assert.NotEmpty(ids);
        return ids;
    }

    [GeneratedRegex(@"EventId\s*=\s*(\d+)")]
    private static partial Regex EventId();
}
