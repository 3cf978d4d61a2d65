using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>Publishes reports, the same in every run, and reads them back with nothing else done to them.</summary>
internal sealed class ReportFeed : IDisposable
{
    /// <summary>Lives that the reports are about, in turn.</summary>
    public const int LiveCount = 1000;

    private static readonly TimeSpan ConsumePatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset FirstRaised = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IProducer<string, byte[]> _producer;
    private readonly IConsumer<string, byte[]> _consumer;
    private readonly long[] _ends;
    private string? _fault;

    public ReportFeed(string bootstrapServers, int partitionCount)
    {
        _ends = new long[partitionCount];
        var producing = new ProducerConfig { BootstrapServers = bootstrapServers, ClientId = "moderation-bench", LingerMs = 5 };
        _producer = new ProducerBuilder<string, byte[]>(producing).SetLogHandler((_, _) => { }).Build();
        var consuming = new ConsumerConfig
        {
            BootstrapServers = bootstrapServers,
            ClientId = "moderation-bench",
            GroupId = "moderation-bench",
            EnableAutoCommit = false,
            FetchWaitMaxMs = 10,
        };
        _consumer = new ConsumerBuilder<string, byte[]>(consuming).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>Bytes of all values published.</summary>
    public long ByteCount { get; private set; }

    public static string Live(int number) => string.Create(CultureInfo.InvariantCulture, $"bench-live-{number % LiveCount}");

    /// <summary>Makes the values ahead, so that publishing them takes no time from what is measured.</summary>
    public static IReadOnlyList<byte[]> Values(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => JsonSerializer.SerializeToUtf8Bytes(Report(number), WireJson.Default.ReportRecord))];

    /// <summary>Publishes values and returns when the broker has all.</summary>
    /// <returns>Where each partition stood before.</returns>
    /// <exception cref="ToolException">The broker did not take one.</exception>
    public IReadOnlyList<TopicPartitionOffset> Publish(int first, IReadOnlyList<byte[]> values)
    {
        IReadOnlyList<TopicPartitionOffset> begin = [.. _ends.Select((end, partition) => new TopicPartitionOffset(TopicNames.Reports, partition, end))];
        for (var i = 0; i < values.Count; i++)
        {
            // A live stays in one partition, and all partitions get the same.
            var partition = (first + i) % LiveCount % _ends.Length;
            _producer.Produce(
                new TopicPartition(TopicNames.Reports, partition), new Message<string, byte[]> { Key = Live(first + i), Value = values[i] }, Delivered);
            _ends[partition]++;
            ByteCount += values[i].Length;
        }

        if (_producer.Flush(FlushPatience) > 0 || _fault is not null)
            throw new ToolException($"the broker did not take every report: {_fault ?? "no answer"}");
        return begin;
    }

    /// <summary>Reads that many records from there, and does nothing with them.</summary>
    /// <exception cref="ToolException">They do not come.</exception>
    public void Consume(IReadOnlyList<TopicPartitionOffset> begin, int count)
    {
        _consumer.Assign(begin);
        for (var read = 0; read < count; read++)
        {
            if (_consumer.Consume(ConsumePatience) is null)
                throw new ToolException($"only {read} of {count} reports can be read back");
        }

        _consumer.Unassign();
    }

    public void Dispose()
    {
        _producer.Dispose();
        _consumer.Close();
        _consumer.Dispose();
    }

    private void Delivered(DeliveryReport<string, byte[]> report)
    {
        if (report.Error.IsError)
            Interlocked.CompareExchange(ref _fault, report.Error.Reason, null);
    }

    private static ReportRecord Report(int number)
    {
        var participant = ParticipantId.Parse("bench-host");
        var raisedAt = FirstRaised.AddMilliseconds(137L * number);
        return new ReportRecord
        {
            V = WireVersion.Current,
            ReportId = DerivedId.From<ReportId>("rep", "bench", number.ToString(CultureInfo.InvariantCulture)),
            DecisionId = DerivedId.From<DecisionId>("dec", "bench", number.ToString(CultureInfo.InvariantCulture)),
            LiveId = LiveId.Parse(Live(number)),
            Subject = SubjectRef.OfParticipant(participant, ParticipantRole.Host, UserId.Parse("bench-user")),
            Policy = new PolicyRef("apparent-minor", "0123456789abcdef"),
            Rung = "review",
            Priority = ReportPriority.High,
            RaisedAt = raisedAt,
            EpisodeStartedAt = raisedAt.AddSeconds(-20),
            Reasons = [new Reason("belief", "The belief that the participant looks like a minor was 0.912 for 20 s, over the threshold of 0.8.")],
            Evidence = new AgeEvidenceSummary
            {
                Belief = 0.912,
                ClearFaceSeconds = 42.5,
                ClearFaces = 40,
                PoorFaces = 3,
                MeanReadYears = 14.2,
                EffectiveFaces = 6.4,
                Frames = [.. Enumerable.Range(0, 5).Select(i => new RecordRef(TopicNames.Frames, number % 12, number * 10L + i))],
                Models = [new ModelRef("blazeface-back", "0123456789abcdef"), new ModelRef("faceres-deep", "fedcba9876543210")],
            },
            DecidedBy = new RecordRef(TopicNames.Signals, number % 12, number * 10L + 5),
        };
    }
}
