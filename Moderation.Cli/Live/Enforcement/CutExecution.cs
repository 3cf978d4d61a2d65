using Moderation.Cli.Demo.Watch;
using Moderation.Cli.Live.Publish;
using Moderation.Cli.Live.Summary;
using Moderation.Cli.Live.Watch;
using Moderation.Core.Wire;

namespace Moderation.Cli.Live.Enforcement;

/// <summary>Carries out each order to cut, and sees what becomes of its publisher: that the connection is closed, and that it does not get in again.</summary>
internal sealed class CutExecution(CutCarrier carrier, Broadcasts broadcasts, IProgress<string> progress, TimeProvider time)
{
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(10);
    private readonly List<CutStory> _stories = [];

    public IReadOnlyList<CutStory> Stories => _stories;

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CutWatch cuts, CancellationToken stop)
    {
        try
        {
            await foreach (var cut in cuts.CutsAsync(stop))
            {
                if (cut.Record.Reverses is null)
                    _stories.Add(await ExecuteAsync(cut, stop));
                else
                    TakeBack(cut.Record);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the run is over; its summary says what is missing
        }
    }

    private void TakeBack(ActionRecord reversal)
    {
        carrier.TakeBack(reversal);
        progress.Report($"{reversal.LiveId}: the cut is taken back; it may publish again");
    }

    private async Task<CutStory> ExecuteAsync(Seen<ActionRecord> cut, CancellationToken stop)
    {
        var live = cut.Record.LiveId;
        var publisher = broadcasts.Of(live);
        var exited = NoteExitAsync(publisher);
        var carried = await carrier.CarryOutAsync(cut.Record, stop);
        progress.Report($"{live}: cut_live is ordered by {cut.Record.Policy.Name}; nginx: {LiveSummariser.Word(carried.Outcome)}");
        await ((Task)exited.WaitAsync(ExitPatience, time, stop)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!exited.IsCompleted)
            return new CutStory(cut, carried, null, null, null);
        var (at, code) = await exited;
        var cameBack = await broadcasts.TryAgainAsync(live, stop);
        progress.Report($"{live}: its publisher ended with exit code {code}; a second one under the same name {(cameBack switch { false => "was refused", true => "got in", null => "was neither refused nor seen" })}");
        return new CutStory(cut, carried, at, code, cameBack);
    }

    private async Task<(DateTimeOffset At, int Code)> NoteExitAsync(StreamPublisher publisher)
    {
        var code = await publisher.Exited;
        return (time.GetUtcNow(), code);
    }
}
