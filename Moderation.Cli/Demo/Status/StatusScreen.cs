using Moderation.Cli.Demo.Watch;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Moderation.Cli.Demo.Status;

/// <summary>Shows a run while it lasts: a table that changes in place on a terminal, lines every few seconds elsewhere.</summary>
internal sealed class StatusScreen(IAnsiConsole console, string footer, TimeProvider time)
{
    private static readonly TimeSpan TablePeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LinesPeriod = TimeSpan.FromSeconds(5);

    private readonly SampleRateMeter _rates = new(time);

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
            var writer = console.Profile.Out.Writer;
            foreach (var live in run.Lives)
                writer.WriteLine(Line(live));
            var rates = _rates.Look(run);
            writer.WriteLine(StatusText.Totals(run, rates, worker));
            writer.WriteLine(StatusText.LineTotals(run, rates, worker));
            writer.WriteLine($"{StatusText.DecisionTotals(run)}; {footer}");
        }, stop);

    private static string Line(LiveView live)
    {
        var row = StatusText.Row(live);
        var reports = string.Join(", ", StatusText.Reports(live).Select(r => $"{r.About} {r.Policy} {r.Priority} x{r.Count}{(r.Actions.Length == 0 ? "" : $" then {r.Actions}")}"));
        return $"{row.Live}: sent {row.Sent}, sampled {row.Sampled}, scored {row.Scored}; lines {row.Lines}, scored {row.LinesScored}, flagged {row.Flagged}; gifts (coins) {row.Gifts}; "
            + $"{string.Join("; ", row.People)}; reports: {(reports.Length == 0 ? "none" : reports)}";
    }

    private Rows Render(RunView run, WorkerCounts? worker)
    {
        var rates = _rates.Look(run);
        var lives = new Table().RoundedBorder().AddColumns("live", "frames", "sampled", "scored", "lines", "scored", "flagged", "gifts (coins)", "people (belief; unknown is not zero)");
        foreach (var row in run.Lives.Select(StatusText.Row))
            Add(lives, row.Live, row.Sent, row.Sampled, row.Scored, row.Lines, row.LinesScored, row.Flagged, row.Gifts, string.Join('\n', row.People));
        var reports = new Table().RoundedBorder().AddColumns("live", "report about", "policy", "priority", "count", "orders");
        foreach (var row in run.Lives.SelectMany(StatusText.Reports))
            Add(reports, row.Live, row.About, row.Policy, row.Priority, row.Count, row.Actions);
        return new Rows([
            lives,
            .. reports.Rows.Count == 0 ? [] : new IRenderable[] { reports },
            new Text(StatusText.Totals(run, rates, worker)),
            new Text(StatusText.LineTotals(run, rates, worker)),
            new Text(StatusText.DecisionTotals(run)),
            new Text(footer),
            .. run.Errors.Select(e => new Text(e, Color.Red)),
        ]);
    }

    private static void Add(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

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
}
