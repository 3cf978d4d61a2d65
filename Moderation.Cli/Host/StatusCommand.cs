using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Cli.Host;

/// <summary><c>moderation status</c>: what runs, where it answers, whether it is ready. Exit code 0 when all of it is, else 1.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var command = new Command("status", "Shows what of the development host runs.") { json };
        command.SetAction((parsed, ct) => RunAsync(ModerationHome.Find(), parsed.GetValue(json), ct));
        return command;
    }

    private static async Task<int> RunAsync(ModerationHome home, bool json, CancellationToken ct)
    {
        var report = await ReadAsync(home, ct);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(report, HostReportJson.Default.HostReport));
        else
            Print(report);
        return report.Running && report.Processes.All(process => process is { Alive: true, Ready: not false }) ? 0 : 1;
    }

    private static async Task<HostReport> ReadAsync(ModerationHome home, CancellationToken ct)
    {
        if (HostState.Read(home.HostStateFile) is not { } state || !state.Host.IsAlive())
            return new HostReport(Running: false, null, null, null, null, [], null, null);
        var processes = await Task.WhenAll(state.Processes.Select(async child => new ProcessReport(
            child.Name,
            child.Process.Pid,
            child.Process.IsAlive(),
            child.Url is null ? null : await Readiness.AnswersAsync(child.Url, ct),
            child.Url,
            child.Log)));
        var lag = await Task.Run(() => ConsumerLag.Read(state.BootstrapServers, GroupPrefix()), ct);
        return new HostReport(Running: true, state.Host.Pid, state.StartedAt, state.BootstrapServers, state.PostgresPort, processes, await PoliciesAsync(state, ct), lag);
    }

    private static async Task<PolicyReport?> PoliciesAsync(HostState state, CancellationToken ct)
    {
        if (UrlOf(HostedProgram.ApiName) is not { } api || UrlOf(HostedProgram.WorkerName) is not { } worker)
            return null;
        using var http = new HttpClient { Timeout = AskPatience };
        var (wanted, inForce) = await new SheetsInForce(http, api, worker).LookAsync(ct);
        return new PolicyReport(wanted, inForce);

        Uri? UrlOf(string name) => state.Processes.FirstOrDefault(process => process.Name == name)?.Url;
    }

    // as the children were given it: by the environment
    private static string GroupPrefix() =>
        Environment.GetEnvironmentVariable($"{KafkaOptions.Section}__{nameof(KafkaOptions.GroupPrefix)}") ?? new KafkaOptions().GroupPrefix;

    private static void Print(HostReport report)
    {
        if (!report.Running)
        {
            Console.WriteLine("nothing runs here: `moderation up` starts it");
            return;
        }

        Console.WriteLine($"host      process {report.Pid}, since {report.StartedAt:u}");
        Console.WriteLine($"broker    {report.BootstrapServers}");
        foreach (var process in report.Processes)
        {
            var state = process switch
            {
                { Alive: false } => "ended",
                { Ready: true } => "ready",
                { Ready: false } => "not ready",
                _ => "runs",
            };
            var address = process.Url?.ToString() ?? (report.PostgresPort is { } port ? $"127.0.0.1:{port}" : "");
            Console.WriteLine($"{process.Name,-9} process {process.Pid}, {state}, {address}, log {process.Log}");
        }

        if (report.Policies is { } policies)
            Console.WriteLine($"{"policies",-9} {policies.InForce?.ToString() ?? "unknown"} of {policies.Wanted?.ToString() ?? "unknown"} versions decide");
        foreach (var lag in report.Lag ?? [])
            Console.WriteLine($"{"lag",-9} {lag.Records} records, {lag.Group} on {lag.Topic}");
        if (report.Lag is null)
            Console.WriteLine($"{"lag",-9} unknown: no broker answers");
    }
}

/// <param name="Running">Whether a host runs in this project.</param>
/// <param name="Pid">Its process.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="BootstrapServers">The broker.</param>
/// <param name="PostgresPort">Port of the private database; null when a given one is used.</param>
/// <param name="Processes">Its children.</param>
/// <param name="Policies">What decides; null when nothing runs or without Worker or Api.</param>
/// <param name="Lag">How far the worker's groups are behind; null when nothing runs or no broker answers.</param>
internal sealed record HostReport(
    bool Running, int? Pid, DateTimeOffset? StartedAt, string? BootstrapServers, int? PostgresPort, IReadOnlyList<ProcessReport> Processes,
    PolicyReport? Policies, IReadOnlyList<GroupLag>? Lag);

/// <param name="Wanted">Versions of policies that should decide, as the Api says; null when it does not answer.</param>
/// <param name="InForce">Versions that decide in every partition, as the Worker says; null when it does not tell.</param>
internal sealed record PolicyReport(int? Wanted, int? InForce);

/// <param name="Name">Short name.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Alive">Whether it runs.</param>
/// <param name="Ready">Whether it says that it is ready; null when it cannot be asked.</param>
/// <param name="Url">Where it answers.</param>
/// <param name="Log">Its log.</param>
internal sealed record ProcessReport(string Name, int Pid, bool Alive, bool? Ready, Uri? Url, string Log);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HostReport))]
internal sealed partial class HostReportJson : JsonSerializerContext;
