using System.ComponentModel;
using System.Diagnostics;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Reads live streams, and publishes frames and session events as a platform would.</summary>
internal sealed class StreamsRole(
    StreamBoard board, StatDirectory directory, StreamsOptions options, HostFault fault, TimeProvider time, ILogger<StreamsRole> log) : IWorkerRole, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public IReadOnlyList<ConsumerLoop> Loops => [];

    public string? NotReady => options.StatUrl is null || directory.WasRead ? null : "nginx-rtmp's page of statistics was not read yet";

    /// <exception cref="InvalidOperationException">There is nothing to read, or nothing to read it with; the message says what to do.</exception>
    public void Start()
    {
        if (options.StatUrl is null && options.Sources is not { Count: > 0 })
            throw new InvalidOperationException($"the role {WorkerOptions.StreamsRole} has nothing to read: set {StreamsOptions.Section}:{nameof(options.StatUrl)} or {StreamsOptions.Section}:{nameof(options.Sources)}");
        var program = FindFfmpeg();
        log.StreamsReady(program);
        board.AddFixed();
        // whoever starts the host may have a context of its own, and looks must not wait for it
        _running = Task.Run(RunAsync);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        await board.StopAsync();
    }

    /// <summary>Also where nobody said stop before: no reader may outlive its role.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        using var ticks = new PeriodicTimer(options.PollInterval, time);
        try
        {
            do
                await board.LookAsync(options.StatUrl is null ? null : await directory.LookAsync(_stopping.Token));
            while (await ticks.WaitForNextTickAsync(_stopping.Token));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // stopped
        }
        catch (Exception e)
        {
            // A bug: without looks no live would ever begin again.
            fault.Report("looking for streams failed", e);
        }
    }

    /// <summary>The first line of what the program says about its version.</summary>
    private string FindFfmpeg()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(options.Ffmpeg, ["-hide_banner", "-version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var version = process.StandardOutput.ReadLine() ?? "";
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return version.StartsWith("ffmpeg version", StringComparison.Ordinal)
                ? version
                : throw new InvalidOperationException($"{StreamsOptions.Section}:{nameof(options.Ffmpeg)}: {options.Ffmpeg} is not ffmpeg");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"the role {WorkerOptions.StreamsRole} reads streams with ffmpeg, and {options.Ffmpeg} cannot be run ({e.Message}): apt-get install ffmpeg, or set {StreamsOptions.Section}:{nameof(options.Ffmpeg)}", e);
        }
    }
}
