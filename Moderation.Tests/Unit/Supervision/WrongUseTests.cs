using Moderation.Cli;
using Moderation.Cli.Host;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Supervision;

public sealed class WrongUseTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("/nowhere/models/blazeface-back/manifest.json: ", "eval", "age", "--images", "{pictures}", "--models", "/nowhere/models")]
    [InlineData("no labelled picture", "eval", "age", "--images", "{empty}")]
    [InlineData("the first line names no column 'path'", "eval", "age", "--images", "{pictures}", "--labels", "{csv}")]
    [InlineData("/nowhere.csv", "eval", "evidence", "--frames", "/nowhere.csv")]
    [InlineData("{csv}: the table has no readings", "eval", "evidence", "--frames", "{csv}")]
    [InlineData("{empty}", "eval", "evidence", "--frames", "{empty}")]
    [InlineData("no model 'facerez'", "models", "verify", "facerez")]
    [InlineData("there is no folder /nowhere", "demo", "--for", "10s", "--portraits", "/nowhere")]
    [InlineData("which cluster?", "topics", "diff", "--bootstrap", "")]
    public async Task A_wrong_use_ends_with_exit_code_1_and_one_line_that_names_what_is_wrong(string named, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var (empty, csv, pictures) = (folder.File("empty"), folder.File("bad.csv"), folder.File("pictures"));
        Directory.CreateDirectory(empty);
        Directory.CreateDirectory(pictures);
        await File.WriteAllTextAsync(csv, "a,b\n");
        await File.WriteAllBytesAsync(Path.Combine(pictures, "23_somebody.jpg"), [1]);
        using var deadline = new CancellationTokenSource(Patience);

        var outcome = await CommandLine.RunAsync(["dotnet", typeof(CliProgram).Assembly.Location, .. arguments.Select(Fill)], deadline.Token);

        Assert.StartsWith("moderation: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(Fill(named), outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', outcome.Output);
        Assert.Equal(1, outcome.ExitCode);

        string Fill(string text) => text
            .Replace("{empty}", empty, StringComparison.Ordinal).Replace("{csv}", csv, StringComparison.Ordinal).Replace("{pictures}", pictures, StringComparison.Ordinal);
    }
}
