using Moderation.Cli.Demo.Watch;
using Moderation.Cli.Live.Publish;
using Moderation.Cli.Live.Summary;
using Moderation.Core.Wire;

namespace Moderation.Cli.Live.Watch;

/// <summary>Sees what becomes of each order to cut: that the service has the connection closed, and that its publisher does not get in again.</summary>
internal sealed class CutFollower(CutWatch cuts, Broadcasts broadcasts, IProgress<string> progress, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly List<CutStory> _stories = [];

    public IReadOnlyList<CutStory> Stories => _stories;

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var cut in cuts.CutsAsync(stop))
                _stories.Add(await FollowAsync(cut, stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the run is over; its summary says what is missing
        }
    }

    private async Task<CutStory> FollowAsync(Seen<ActionRecord> cut, CancellationToken stop)
    {
        var live = cut.Record.LiveId;
        progress.Report($"{live}: cut_live is ordered by {cut.Record.Policy.Name}");
        var exited = NoteExitAsync(broadcasts.Of(live));
        var answered = cuts.AnswerAsync(cut.Record.ActionId);
        await ((Task)Task.WhenAll(exited, answered).WaitAsync(Patience, time, stop)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var receipt = answered.IsCompletedSuccessfully ? await answered : null;
        if (!exited.IsCompletedSuccessfully)
            return new CutStory(cut, receipt, null, null, null);
        var (at, code) = await exited;
        var cameBack = await broadcasts.TryAgainAsync(live, stop);
        progress.Report($"{live}: {receipt?.Detail ?? "no receipt"}; its publisher ended with exit code {code}; a second one under the same name {(cameBack switch { false => "was refused", true => "got in", null => "was neither refused nor seen" })}");
        return new CutStory(cut, receipt, at, code, cameBack);
    }

    private async Task<(DateTimeOffset At, int Code)> NoteExitAsync(StreamPublisher publisher)
    {
        var code = await publisher.Exited;
        return (time.GetUtcNow(), code);
    }
}
