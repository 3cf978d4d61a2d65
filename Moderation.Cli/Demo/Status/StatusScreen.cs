using Moderation.Cli.Demo.Watch;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Moderation.Cli.Demo.Status;

/// <summary>Shows a run while it lasts: a table that changes in place on a terminal, lines every few seconds elsewhere.</summary>
internal sealed class StatusScreen(IAnsiConsole console, string footer, TimeProvider time)
{
    private static readonly TimeSpan TablePeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LinesPeriod = TimeSpan.FromSeconds(5);

    private readonly FrameRateMeter _rates = new(time);

    /// <summary>Returns when stopped.</summary>
    public Task ShowAsync(Func<Task<(RunView Run, WorkerCounts? Worker)>> look, CancellationToken stop) =>
        console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi ? ShowTableAsync(look, stop) : ShowLinesAsync(look, stop);

    private Task ShowTableAsync(Func<Task<(RunView Run, WorkerCounts? Worker)>> look, CancellationToken stop) =>
        console.Live(new Text("starting")).AutoClear(false).StartAsync(context => EveryAsync(TablePeriod, async () =>
        {
            var (run, worker) = await look();
            context.UpdateTarget(Render(run, worker));
        }, stop));

    private Task ShowLinesAsync(Func<Task<(RunView Run, WorkerCounts? Worker)>> look, CancellationToken stop) =>
        EveryAsync(LinesPeriod, async () =>
        {
            var (run, worker) = await look();
            foreach (var row in run.Lives.Select(StatusText.Row))
            {
                console.Profile.Out.Writer.WriteLine(
                    $"{row.Live}: sent {row.Sent}, sampled {row.Sampled}, scored {row.Scored}; {string.Join("; ", row.People)}; reports: {OrNone(row.Reports)}; actions: {OrNone(row.Actions)}");
            }

            console.Profile.Out.Writer.WriteLine($"{StatusText.Totals(run, _rates.Look(run), worker)}; {footer}");
        }, stop);

    private Rows Render(RunView run, WorkerCounts? worker)
    {
        var table = new Table().RoundedBorder()
            .AddColumns("live", "sent", "sampled", "scored", "people (belief; unknown is not zero)", "reports", "actions");
        foreach (var row in run.Lives.Select(StatusText.Row))
        {
            IRenderable[] cells = [.. new[] { row.Live, row.Sent, row.Sampled, row.Scored, string.Join('\n', row.People), row.Reports, row.Actions }.Select(t => new Text(t))];
            table.AddRow(cells);
        }

        return new Rows([table, new Text(StatusText.Totals(run, _rates.Look(run), worker)), new Text(footer), .. run.Errors.Select(e => new Text(e, Color.Red))]);
    }

    private async Task EveryAsync(TimeSpan period, Func<Task> act, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await act();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over; its summary follows.
        }
    }

    private static string OrNone(string text) => text.Length == 0 ? "none" : text;
}
