using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>What a Worker process has used since it began.</summary>
/// <param name="AllocatedBytes">On the managed heap.</param>
/// <param name="CpuSeconds">Processor time.</param>
/// <param name="CompilingSeconds">Time in which the runtime compiled methods.</param>
internal readonly record struct WorkerUse(long AllocatedBytes, double CpuSeconds, double CompilingSeconds);

/// <summary>Reads from the Worker's metrics page what its process has used.</summary>
internal sealed class WorkerGauges(HttpClient http, Uri workerUrl)
{
    private const string Allocated = "dotnet_gc_heap_total_allocated_bytes_total";
    private const string Compiling = "dotnet_jit_compilation_time_seconds_total";
    private const string Cpu = "dotnet_process_cpu_time_seconds_total";

    public async Task<WorkerUse> ReadAsync(CancellationToken stop)
    {
        var samples = PrometheusText.Parse(await http.GetStringAsync(new Uri(workerUrl, "/metrics"), stop));
        return new WorkerUse((long)Sum(samples, Allocated), Sum(samples, Cpu), Sum(samples, Compiling));
    }

    private static double Sum(IReadOnlyList<MetricSample> samples, string name)
    {
        var found = samples.Where(s => s.Name == name).ToList();
        return found.Count > 0 ? found.Sum(s => s.Value) : throw new ToolException($"the Worker has no metric {name}");
    }
}
