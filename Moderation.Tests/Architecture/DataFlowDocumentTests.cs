using System.Globalization;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Architecture;

/// <summary>The table of stages in <c>docs/data-flow.md</c>, held against the code.</summary>
public sealed class DataFlowDocumentTests
{
    private const string Nothing = "–";
    private static readonly string[] Columns = ["stage", "Core", "Worker", "Api", "topics", "metrics", "log ids"];

    [Fact]
    public void Folders_of_a_stage_are_there()
    {
        var folders = from row in Rows()
                      from host in new[] { "Core", "Worker", "Api" }
                      from folder in Words(row, host)
                      select $"Moderation.{host}/{folder}";

        Assert.All(folders, folder => Assert.True(Directory.Exists(Path.Combine(Repository.Root, folder)), $"{folder} is not there"));
    }

    [Fact]
    public void Topics_of_a_stage_are_declared_and_each_is_named_once()
    {
        var topics = Rows().SelectMany(row => Words(row, "topics")).ToList();

        Assert.Empty(topics.Except(TopicNames.All));
        Assert.Equal(topics.Distinct(), topics);
    }

    [Fact]
    public void Metrics_of_a_stage_are_in_the_sources()
    {
        var sources = string.Concat(Repository.CSharpFiles()
            .Where(path => path.StartsWith("Moderation.Worker/", StringComparison.Ordinal) || path.StartsWith("Moderation.Api/", StringComparison.Ordinal))
            .Select(Repository.Read));

        Assert.All(Rows().SelectMany(row => Words(row, "metrics")), metric => Assert.Contains($"\"{metric}.", sources, StringComparison.Ordinal));
    }

    [Fact]
    public void Log_ids_of_a_stage_are_those_that_the_logs_are_held_to()
    {
        var first = Rows().ToDictionary(row => row["stage"], row => int.Parse(row["log ids"], CultureInfo.InvariantCulture));

        Assert.NotEmpty(first);
        Assert.All(first, stage => Assert.Equal(LogIdTests.Ranges[stage.Key], stage.Value));
    }

    private static string[] Words(Dictionary<string, string> row, string column) =>
        row[column] == Nothing ? [] : row[column].Split(',', StringSplitOptions.TrimEntries);

    private static List<Dictionary<string, string>> Rows()
    {
        var cells = Repository.Read("docs/data-flow.md").Split('\n')
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Where(row => row.Length == Columns.Length)
            .ToList();
        Assert.Equal(Columns, cells[0]);
        return [.. cells.Skip(2).Select(row => Columns.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
