using Moderation.Tests.Support;
using Moderation.Worker.Kafka;
using Moderation.Worker.Scoring;

namespace Moderation.Tests.Unit.Scoring;

public sealed class TextLaneTests : IDisposable
{
    private readonly OffsetRecorder _published = new();
    private readonly ChatParts _parts;

    public TextLaneTests() => _parts = new ChatParts(TimeProvider.System, publisher: _published);

    [Fact]
    public async Task A_batch_that_is_full_goes_at_once()
    {
        var scorers = Scorers(maxBatch: 4);
        using var lane = Lane(scorers, TimeSpan.FromSeconds(100));
        Post(lane, 8);

        await KafkaFixture.Until(() => _published.Offsets.Count == 8, "both batches are scored");
        Assert.Equal([4, 4], scorers.Batches);
        Assert.Equal(0, lane.Waiting);
    }

    [Fact]
    public async Task A_batch_that_is_not_full_goes_when_its_first_line_has_waited_long_enough()
    {
        var scorers = Scorers(maxBatch: 64);
        using var lane = Lane(scorers, TimeSpan.FromMilliseconds(20));
        Post(lane, 1);

        await KafkaFixture.Until(() => _published.Offsets.Count == 1, "the line is scored");
        Assert.Equal([1], scorers.Batches);
    }

    [Fact]
    public async Task Lines_leave_in_the_order_they_came_whatever_the_batches_are()
    {
        using var lane = Lane(Scorers(maxBatch: 7), TimeSpan.FromMilliseconds(1));
        Post(lane, 500);

        await KafkaFixture.Until(() => _published.Offsets.Count == 500, "all lines are scored");
        Assert.Equal(Enumerable.Range(0, 500).Select(n => (long)n), _published.Offsets);
    }

    [Fact]
    public void Ending_a_lane_leaves_what_waits_to_the_next_owner()
    {
        var lane = Lane(Scorers(maxBatch: 64), TimeSpan.FromSeconds(100));
        Post(lane, 3);
        Assert.Equal(3, lane.Waiting);
        lane.Dispose();

        Assert.Empty(_published.Offsets);
        Assert.Equal(0, _parts.Worker.Partition.NextCommit());
        Assert.True(_parts.Worker.Partition.WaitUntilIdle(TimeSpan.Zero));
    }

    public void Dispose() => _parts.Dispose();

    private static ScriptedTextScorers Scorers(int maxBatch) => new((_, _) => { }, maxBatch);

    private TextLane Lane(ScriptedTextScorers scorers, TimeSpan wait) => _parts.Lane(scorers, new TextScoringOptions { BatchWait = wait });

    private void Post(TextLane lane, int count)
    {
        for (var n = 0; n < count; n++)
            lane.Post(_parts.Sample(ChatParts.Line(n)));
    }

    /// <summary>Remembers which records something was published for, in order.</summary>
    private sealed class OffsetRecorder : IRecordPublisher
    {
        private readonly Lock _gate = new();
        private readonly List<long> _offsets = [];

        public IReadOnlyList<long> Offsets
        {
            get
            {
                lock (_gate)
                    return [.. _offsets];
            }
        }

        public void Publish(in OutgoingRecord record, HeldRecord because)
        {
            lock (_gate)
                _offsets.Add(because.Offset);
        }

        public void Send(in OutgoingRecord record, Action<long>? acknowledged = null) => throw new NotSupportedException();
    }
}
