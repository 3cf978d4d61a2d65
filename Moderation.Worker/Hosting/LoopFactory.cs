using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Hosting;

/// <summary>Puts consumer loops together.</summary>
internal sealed class LoopFactory(
    KafkaOptions kafka, WorkerOptions worker, BrokerLink link, HostFault fault, KafkaMetrics metrics, ILoggerFactory logs)
{
    private readonly ILogger<ConsumerLoop> _log = logs.CreateLogger<ConsumerLoop>();

    /// <summary>A reader of whole topics.</summary>
    public TopicReader Reader(params IReadOnlyList<string> topics) => new(topics, kafka, fault, metrics, logs.CreateLogger<TopicReader>());

    /// <param name="name">Consumer group without its prefix.</param>
    /// <param name="topic">What to read.</param>
    /// <param name="intake">What to feed.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="mayStandBy">Whether it is in order to own no partition.</param>
    public ConsumerLoop Create(string name, string topic, IRecordIntake intake, IReplayStart start, bool mayStandBy = false)
    {
        ConsumerConfig settings = KafkaSettings.Consumer(kafka, name);
        var plan = new LoopPlan
        {
            Name = name,
            Topic = topic,
            Settings = settings,
            ReplayStart = start,
            MayStandBy = mayStandBy,
            CommitInterval = worker.CommitInterval,
            RevokePatience = worker.RevokePatience,
            StopPatience = worker.StopPatience,
        };
        var loop = new ConsumerLoop(plan, intake, link, fault, metrics, _log);
        metrics.Watch(loop);
        return loop;
    }
}
