using BenchmarkDotNet.Running;

namespace Moderation.Benchmarks;

internal static class BenchmarksProgram
{
    public static void Main(string[] args) =>
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarksProgram).Assembly).Run(args);
}
