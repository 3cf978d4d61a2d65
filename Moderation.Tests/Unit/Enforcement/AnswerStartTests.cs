using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Enforcement;
using Moq;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class AnswerStartTests
{
    private static readonly TopicPartition Busy = new(TopicNames.Verdicts, 0);
    private static readonly TopicPartition Quiet = new(TopicNames.Verdicts, 1);
    private static readonly TopicPartition Empty = new(TopicNames.Verdicts, 2);

    [Fact]
    public void Partitions_are_read_from_the_time_on_and_those_without_newer_records_from_their_end()
    {
        var starts = Find(BrokerOf(answersTimes: true), Records.Noon);

        Assert.Equal([(Busy, new Offset(70)), (Quiet, Offset.End), (Empty, Offset.End)], starts);
    }

    [Fact]
    public void A_broker_that_answers_end_to_every_time_is_read_from_the_beginning()
    {
        Assert.All(Find(BrokerOf(answersTimes: false), Records.Noon), start => Assert.Equal(Offset.Beginning, start.Offset));
    }

    [Fact]
    public void Without_a_time_everything_is_read()
    {
        Assert.All(Find(BrokerOf(answersTimes: true), null), start => Assert.Equal(Offset.Beginning, start.Offset));
    }

    private static List<(TopicPartition Partition, Offset Offset)> Find(IConsumer<byte[]?, byte[]?> consumer, DateTimeOffset? since) =>
        [.. AnswerStart.Find(consumer, [Busy, Quiet, Empty], since).Select(start => (start.TopicPartition, start.Offset))];

    /// <summary>One partition with records before and after noon, one with records before it only, one without any.</summary>
    private static IConsumer<byte[]?, byte[]?> BrokerOf(bool answersTimes)
    {
        var consumer = new Mock<IConsumer<byte[]?, byte[]?>>();
        consumer.Setup(c => c.QueryWatermarkOffsets(It.IsAny<TopicPartition>(), It.IsAny<TimeSpan>()))
            .Returns((TopicPartition partition, TimeSpan _) => partition == Empty ? new WatermarkOffsets(9, 9) : new WatermarkOffsets(5, 100));
        consumer.Setup(c => c.OffsetsForTimes(It.IsAny<IEnumerable<TopicPartitionTimestamp>>(), It.IsAny<TimeSpan>()))
            .Returns((IEnumerable<TopicPartitionTimestamp> times, TimeSpan _) => [.. times.Select(asked => new TopicPartitionOffset(asked.TopicPartition, Answer(asked, answersTimes)))]);
        return consumer.Object;
    }

    private static Offset Answer(TopicPartitionTimestamp asked, bool answersTimes) => (answersTimes, asked.Timestamp.UnixTimestampMs, asked.TopicPartition) switch
    {
        (false, _, _) => Offset.End,
        (_, 0, var partition) => partition == Empty ? Offset.End : 5,
        (_, _, var partition) => partition == Busy ? 70 : Offset.End,
    };
}
