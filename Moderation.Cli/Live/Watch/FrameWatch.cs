using Confluent.Kafka;
using Moderation.Cli.Demo.Watch;
using Moderation.Cli.Live.Publish;
using Moderation.Core.Subjects;
using Moderation.Models.Images;
using Moderation.Worker.Intake;

namespace Moderation.Cli.Live.Watch;

/// <summary>Reads the numbers that were painted into frames back from the topic. One thread at a time.</summary>
internal sealed class FrameWatch(IReadOnlyList<LiveBroadcast> lives, RunTally tally, TimeProvider time) : IDisposable
{
    private readonly OpenCvImageDecoder _decoder = new(ImageLimits.Default);
    private readonly Dictionary<LiveId, (FrameClock Clock, FrameDelays Delays)> _lives =
        lives.ToDictionary(live => live.Live.Id, live => (live.Clock, new FrameDelays()));

    public FrameDelays Of(LiveId live) => _lives[live].Delays;

    public void Take(ConsumeResult<string?, byte[]> frame)
    {
        var seenAt = time.GetUtcNow();
        var key = frame.Message.Key is { } text ? System.Text.Encoding.UTF8.GetBytes(text) : null;
        if (FrameHeadReader.Read(key, frame.Message.Headers, out var head) is { } fault)
            tally.Error($"{frame.TopicPartitionOffset}: {fault.Detail}");
        else if (_lives.TryGetValue(head.LiveId, out var live))
            Take(live.Clock, live.Delays, head, frame.Message.Value, seenAt);
    }

    public void Dispose() => _decoder.Dispose();

    private void Take(FrameClock clock, FrameDelays delays, FrameHead head, byte[] picture, DateTimeOffset seenAt)
    {
        tally.FrameDelivered(head.LiveId);
        _decoder.Decode(picture, out var pixels);
        delays.Take(FrameStamp.Read(pixels) is { } number ? clock.WrittenAt(number) : null, head.CapturedAt, seenAt);
    }
}
