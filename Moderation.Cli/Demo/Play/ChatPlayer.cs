using System.Globalization;
using Moderation.Cli.Demo.Chat;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Play;

/// <summary>Says the lines of one live at the seconds that its script names.</summary>
internal sealed class ChatPlayer(DemoLive live, ChatScript script, LivePublisher publisher, TimeProvider time)
{
    private readonly ChatTimeline _timeline = new(script);
    private long _lineCount;

    /// <summary>Runs until stopped.</summary>
    public async Task PlayAsync(CancellationToken stop)
    {
        var startedAt = time.GetUtcNow();
        try
        {
            foreach (var line in _timeline.Lines())
            {
                if (startedAt.AddSeconds(line.AtSecond) - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, stop);
                stop.ThrowIfCancellationRequested();
                publisher.Publish(Record(line, startedAt));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The live is over; whoever plays its pictures says so.
        }
    }

    private ChatRecord Record(ScriptLine line, DateTimeOffset startedAt) => new()
    {
        V = WireVersion.Current,
        LiveId = live.Id,
        MessageId = string.Create(CultureInfo.InvariantCulture, $"line-{++_lineCount:000000}"),
        At = time.GetUtcNow(),
        Source = line.Source,
        Text = line.Text,
        AuthorId = live.UserOf(line.By),
        AuthorSince = _timeline.DaysOf(line.By) is { } days ? startedAt.AddDays(-days) : null,
        ReplyTo = line.To is { } other ? live.UserOf(other) : null,
        Language = script.Language,
    };
}
