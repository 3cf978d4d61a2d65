using Moderation.Cli.Host;

namespace Moderation.Tests.Unit.Host;

public sealed class ChildProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TestFolder _project = new();
    private readonly ChildLauncher _launcher = new();

    [Fact]
    public async Task What_it_says_on_both_streams_is_in_its_log()
    {
        await using var child = await StartAsync("echo out; echo err >&2; exit 3");

        Assert.Equal(3, await child.Exited.WaitAsync(Patience));
        Assert.Equal(["out", "err"], child.Log.Tail(10));
    }

    [Fact]
    public async Task The_log_of_the_run_before_is_kept_beside_that_of_this_run()
    {
        await using (var first = await StartAsync("echo first"))
            await first.Exited.WaitAsync(Patience);

        await using var second = await StartAsync("echo second");
        await second.Exited.WaitAsync(Patience);

        Assert.Equal(["second"], second.Log.Tail(10));
        Assert.Equal("first\n", await File.ReadAllTextAsync(second.Log.Path + ".1"));
    }

    [Fact]
    public async Task A_stop_asks_first()
    {
        await using var child = await StartAsync("trap 'echo tidied; exit 0' TERM; echo up; while :; do sleep 0.05; done");
        await SaysAsync(child, "up");

        var orderly = await child.StopAsync(Patience);

        Assert.True(orderly);
        Assert.Equal(0, await child.Exited);
        Assert.Contains("tidied", child.Log.Tail(10));
    }

    [Fact]
    public async Task One_that_does_not_listen_is_killed_with_what_it_started()
    {
        await using var child = await StartAsync("trap '' TERM; sleep 600 & echo $!; wait; wait; sleep 600");
        await Deadline.UntilAsync(() => child.Log.Tail(1).Count == 1, Patience, "the grandchild's number");
        var grandchild = ProcessIdentity.Of(int.Parse(child.Log.Tail(1)[0], System.Globalization.CultureInfo.InvariantCulture))!;

        var orderly = await child.StopAsync(TimeSpan.FromMilliseconds(200));

        Assert.False(orderly);
        Assert.Equal(128 + (int)Signal.Kill, await child.Exited);
        await Deadline.UntilAsync(() => !grandchild.IsAlive(), Patience, "the grandchild's end");
    }

    [Fact]
    public async Task It_ends_when_the_thread_that_started_it_ends()
    {
        using var launcher = new ChildLauncher();
        await using var child = await ChildProcess.StartAsync(Program("echo up; exec sleep 600"), launcher);
        await SaysAsync(child, "up");

        // to the kernel, the thread that started it is its parent; the end of the whole process ends that thread too
        launcher.Dispose();

        Assert.Equal(128 + (int)Signal.Kill, await child.Exited.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_program_that_is_not_there_ends_with_the_shells_word_on_it()
    {
        await using var child = await ChildProcess.StartAsync(Program("") with { FileName = "/no/such/program", Arguments = [] }, _launcher);

        Assert.NotEqual(0, await child.Exited.WaitAsync(Patience));
        Assert.Contains("/no/such/program", child.Log.Tail(1)[0], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _launcher.Dispose();
        _project.Dispose();
    }

    private Task<ChildProcess> StartAsync(string script) => ChildProcess.StartAsync(Program(script), _launcher);

    private ChildProgram Program(string script) => new()
    {
        Name = "script",
        FileName = "/bin/sh",
        Arguments = ["-c", script],
        WorkingFolder = _project.Home.Root,
        Log = _project.Home.Log("script"),
    };

    private static Task SaysAsync(ChildProcess child, string line) =>
        Deadline.UntilAsync(() => child.Log.Tail(10).Contains(line), Patience, $"'{line}' in the log");
}
