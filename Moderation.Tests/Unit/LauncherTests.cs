using System.Diagnostics;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit;

/// <summary>The script <c>moderation</c>, which finds what is missing before it starts the tool.</summary>
public sealed class LauncherTests
{
    /// <summary>Asked through a pipe that closes at the first hit, one answer in a few was wrong on a busy machine.</summary>
    [Fact]
    public async Task What_is_installed_is_found_every_time_it_is_looked_for()
    {
        const string Script =
            """
            set -euo pipefail
            eval "$(sed -n '/^fail()/,/^}/p; /^require_sdk()/,/^}/p; /^missing_packages()/,/^}/p' moderation)"
            for _ in $(seq 100); do missing_packages gtk; done
            for _ in $(seq 5); do require_sdk; done
            """;
        // .NET ignores the signal of a closed pipe, and what it starts would inherit that
        var start = new ProcessStartInfo("env", ["--default-signal=PIPE", "bash", "-c", Script]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };

        using var bash = Process.Start(start)!;
        var (output, error) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();

        Assert.Equal("", await error);
        Assert.Equal("", await output);
        Assert.Equal(0, bash.ExitCode);
    }
}
