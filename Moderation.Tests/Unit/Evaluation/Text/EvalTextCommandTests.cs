using System.CommandLine;
using System.Text.Json;
using Moderation.Cli;
using Moderation.Cli.Evaluation;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evaluation.Text;

public sealed class EvalTextCommandTests
{
    private static readonly string Rows = Path.Combine(Repository.Root, "Moderation.Tests", "Golden", "Evaluation", "text-rows.jsonl");

    [RequiresModelsFact("text")]
    public void The_shipped_model_is_measured_and_set_beside_the_systems_in_the_rows()
    {
        using var folder = new TemporaryFolder();
        var page = folder.File("docs", "page.md");
        var output = Run("--input", Rows, "--json", "--attack", "star", "--resamples", "200", "--write-comparison", page);
        using var report = JsonDocument.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(240, report.RootElement.GetProperty("lines").GetInt32());
        Assert.NotEmpty(report.RootElement.GetProperty("attacks").EnumerateArray());
        var hash = report.RootElement.GetProperty("models")[0].GetProperty("hash").GetString()!;
        Assert.Contains(hash, File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Contains("| reference |", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [RequiresModelsFact("text")]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("nowhere.jsonl", Assert.Throws<ToolException>(() => Run("--input", "nowhere.jsonl")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--attack", "shouting")]
    [InlineData("--resamples", "50")]
    public void An_option_out_of_its_range_is_refused_before_anything_is_read(string option, string value) =>
        Assert.NotEmpty(EvalCommand.Create().Parse(["text", "--input", Rows, option, value]).Errors);

    private static string Run(params string[] arguments)
    {
        var output = new StringWriter();
        var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false };
        EvalCommand.Create().Parse(["text", "--models", Path.Combine(Repository.Root, "models"), .. arguments]).Invoke(configuration);
        return output.ToString();
    }
}
