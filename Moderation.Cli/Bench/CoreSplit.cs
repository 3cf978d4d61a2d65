using System.Globalization;
using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary>One core for what is measured, all others for what only keeps it busy.</summary>
/// <param name="Measured">The core for what is measured: the last one, because systems like to serve their devices on the first.</param>
/// <param name="Others">The cores for everything else; at least one.</param>
internal sealed record CoreSplit(int Measured, IReadOnlyList<int> Others)
{
    private const string OwnStatus = "/proc/self/status";
    private const string Taskset = "taskset";
    private const int MostMoves = 10;
    private const string CpuList = "--cpu-list";

    /// <summary>A split of the cores that this process may use; null where there is one only, or the system does not tell.</summary>
    public static CoreSplit? OfThisMachine() => OperatingSystem.IsLinux() ? Of(CoreList.Read(OwnStatus) ?? []) : null;

    /// <summary>A split of these cores; null where there are not two.</summary>
    public static CoreSplit? Of(IReadOnlyList<int> cores) => cores.Count < 2 ? null : new CoreSplit(cores[^1], [.. cores.SkipLast(1)]);

    /// <summary>The command that runs a program on the measured core, with all threads that it will ever have: its runtime then counts one processor.</summary>
    public IReadOnlyList<string> OnMeasured(string fileName, IEnumerable<string> arguments) => [Taskset, CpuList, List([Measured]), fileName, .. arguments];

    /// <summary>The same program on the measured core.</summary>
    public HostedProgram OnMeasured(HostedProgram program) => program with { FileName = Taskset, Arguments = [.. OnMeasured(program.FileName, program.Arguments).Skip(1)] };

    /// <summary>Moves a process to the measured core.</summary>
    public Task PutOnAsync(int pid, CancellationToken stop) => MoveAsync(pid, [Measured], stop);

    /// <summary>Moves a process away from the measured core.</summary>
    public Task PutAsideAsync(int pid, CancellationToken stop) => MoveAsync(pid, Others, stop);

    /// <exception cref="ToolException">The process is gone or somebody else's, or there is no <c>taskset</c>.</exception>
    private static async Task MoveAsync(int pid, IReadOnlyList<int> cores, CancellationToken stop)
    {
        var number = pid.ToString(CultureInfo.InvariantCulture);
        var said = "";
        for (var count = 0; count < MostMoves; count++)
        {
            // A thread that another one starts meanwhile may be missed, and one that ends makes the command fail: what counts is where they are. New ones inherit.
            said = (await CommandLine.RunAsync([Taskset, "--all-tasks", CpuList, "--pid", List(cores), number], stop)).Output;
            if (IsOn($"/proc/{number}/task", cores))
                return;
        }

        throw new ToolException($"process {number} cannot be moved to core {List(cores)}: {said}");
    }

    private static bool IsOn(string tasks, IReadOnlyList<int> cores) => Directory.Exists(tasks)
        && Directory.EnumerateDirectories(tasks).Select(task => CoreList.Read(Path.Combine(task, "status"))).All(allowed => allowed is null || allowed.SequenceEqual(cores));

    private static string List(IEnumerable<int> cores) => CoreList.Write(cores);
}
