using Moderation.Cli;
using Moderation.Cli.Policies;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies.Commands;

public sealed class SheetCommandTests : IDisposable
{
    private readonly PolicyTool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Lint_names_file_line_and_column_of_every_fault()
    {
        var path = _tool.Write("minors.host.yaml", PolicyTool.Minors.Replace("clear_faces", "clear_face", StringComparison.Ordinal).Replace("joins: host", "jons: host", StringComparison.Ordinal));

        var (code, output) = PolicyTool.Run("lint", path);

        Assert.Equal(1, code);
        Assert.Contains($"{path}:7:", output, StringComparison.Ordinal);
        Assert.Contains("clear_faces", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_reads_the_tests_too()
    {
        var path = _tool.Write("minors.host.yaml", PolicyTool.Minors.Replace("joins: host }", "jons: host }", StringComparison.Ordinal));

        var (code, output) = PolicyTool.Run("lint", path);

        Assert.Equal(1, code);
        Assert.Contains("unknown happening 'jons'; did you mean 'joins'?", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_of_a_folder_looks_at_every_sheet_in_it_and_at_their_names()
    {
        _tool.Write("minors.host.yaml", PolicyTool.Minors);
        _tool.Write("other.yaml", PolicyTool.Minors);

        var found = PolicyTool.RunJson("lint", _tool.Folder);

        Assert.Equal(2, found.GetArrayLength());
        Assert.Equal(0, found[0].GetProperty("faults").GetArrayLength());
        Assert.Contains("its file should be minors.host.yaml", found[1].GetProperty("faults")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_where_nothing_is_and_a_folder_without_sheets_are_named()
    {
        Assert.Contains("nowhere.yaml", Assert.Throws<ToolException>(() => PolicyTool.Run("lint", "nowhere.yaml")).Message, StringComparison.Ordinal);
        Assert.Contains(_tool.Folder, Assert.Throws<ToolException>(() => PolicyTool.Run("lint", _tool.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_passes_where_everything_is_as_expected_and_shows_what_is_covered()
    {
        var path = _tool.Write("minors.host.yaml", PolicyTool.Minors);

        var (code, output) = PolicyTool.Run("test", path, "--covered");

        Assert.Equal(0, code);
        Assert.Contains("2 of 2", output, StringComparison.Ordinal);
        var json = PolicyTool.RunJson("test", path)[0];
        Assert.True(json.GetProperty("coverage").GetProperty("unknown").GetBoolean());
        Assert.Contains("throttle on host, enforced (throttle_gifts)", json.GetProperty("tests")[0].GetProperty("happened").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Test_tells_what_was_expected_where_and_what_happened_instead()
    {
        var path = _tool.Write("minors.host.yaml", PolicyTool.Minors.Replace("by: 30s", "by: 1s", StringComparison.Ordinal));

        var (code, output) = PolicyTool.Run("test", path);

        Assert.Equal(1, code);
        Assert.Matches($@"{path}:26:\d+: expected report on host by 1s, but it was reached only at \d+s", output);
        Assert.Contains("report on host, enforced", output, StringComparison.Ordinal);
        Assert.Contains("no passing test reaches rung report", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Gaps_fail_only_where_everything_must_be_covered()
    {
        var path = _tool.Write("minors.host.yaml", PolicyTool.Minors.Replace("expect: [unknown]", "expect: [nothing]", StringComparison.Ordinal));

        Assert.Equal(0, PolicyTool.Run("test", path).Code);
        Assert.Equal(1, PolicyTool.Run("test", path, "--covered").Code);
    }

    [Fact]
    public void Diff_says_in_words_what_decides_differently()
    {
        var before = _tool.Write("before.yaml", PolicyTool.Minors);
        var after = _tool.Write("after.yaml", PolicyTool.Minors
            .Replace("0.90 for 10s", "0.85 for 10s", StringComparison.Ordinal).Replace("clear_faces >= 5", "clear_faces >= 9", StringComparison.Ordinal).Replace("for: 15m", "for: 20m", StringComparison.Ordinal));

        var (code, output) = PolicyTool.Run("diff", before, after);

        Assert.Equal(1, code);
        Assert.Contains("rung throttle, when was \"belief(under_18) >= 0.9 for 10s\", is now \"belief(under_18) >= 0.85 for 10s\"", output, StringComparison.Ordinal);
        Assert.Contains("needs: \"clear_faces >= 9\" is new", output, StringComparison.Ordinal);
        Assert.Contains("needs: \"clear_faces >= 5\" is gone", output, StringComparison.Ordinal);
        Assert.Contains("order throttle_gifts, throttle_gifts, for was \"15m\", is now \"20m\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_and_tests_are_no_difference()
    {
        var before = _tool.Write("before.yaml", PolicyTool.Minors);
        var after = _tool.Write("after.yaml", "# thought over\n" + PolicyTool.Minors[..PolicyTool.Minors.IndexOf("tests:", StringComparison.Ordinal)]);

        var (code, output) = PolicyTool.Run("diff", before, after);

        Assert.Equal(0, code);
        Assert.Contains("both decide the same", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_rung_and_one_that_is_gone_are_told_by_name()
    {
        var changes = SheetChanges.Of(
            """{"ladder":[{"rung":"a","when":"x","do":[]},{"rung":"b","when":"y"}]}""", """{"ladder":[{"rung":"c","when":"z"},{"rung":"b","when":"y"}]}""");

        Assert.Equal(["rung c is new: rung \"c\", when \"z\"", "rung a is gone; it was rung \"a\", when \"x\""], changes);
    }

    [Fact]
    public void Cost_tells_size_and_time_of_every_condition()
    {
        var sheet = PolicyTool.RunJson("cost", _tool.Write("minors.host.yaml", PolicyTool.Minors))[0];

        var conditions = sheet.GetProperty("conditions").EnumerateArray().ToList();
        Assert.Equal(["needs 1", "rung report, when", "rung throttle, when"], conditions.Select(condition => condition.GetProperty("where").GetString()));
        Assert.All(conditions, condition => Assert.Equal((3, 1), (condition.GetProperty("nodes").GetInt32(), condition.GetProperty("facts").GetInt32())));
        Assert.All(conditions, condition => Assert.InRange(condition.GetProperty("nanoseconds").GetDouble(), 0.1, 1e6));
        // the heap is everybody's here: other tests run beside this one
        Assert.InRange(sheet.GetProperty("bytesPerSubject").GetInt64(), 0, 10_000_000);
    }

    [Fact]
    public void Schema_writes_what_editors_read()
    {
        var path = Path.Combine(_tool.Folder, "schema.json");

        PolicyTool.Run("schema", "--to", path);

        Assert.Contains("\"$schema\"", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("promote", "minors.host", "3", "--to", "canary")]
    [InlineData("promote", "minors.host", "3", "--to", "live", "--share", "0.1")]
    [InlineData("promote", "minors.host", "3", "--to", "canary", "--share", "1")]
    [InlineData("promote", "minors.host", "3", "--to", "retired")]
    [InlineData("backtest", "--sheet", "a.yaml")]
    [InlineData("backtest", "--sheet", "a.yaml", "--signals", "b.jsonl", "--from", "2026-01-01")]
    [InlineData("backtest", "--sheet", "a.yaml", "--signals", "b.jsonl", "--threads", "0")]
    [InlineData("lint", "--lives", "0")]
    public void Options_that_make_no_sense_together_are_refused_before_anything_is_done(params string[] arguments) =>
        Assert.NotEmpty(PolicyCommand.Create().Parse(arguments).Errors);
}
