using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Tests.Support;

/// <summary>A consumer loop of its own over an intake that the test holds in its hands.</summary>
internal sealed class LoopHarness : IRecordIntake, IDisposable
{
    private readonly ServiceProvider _provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly WorkQuota _quota;

    public LoopHarness(KafkaFixture kafka, string topic, WorkQuota? quota = null, TimeSpan? commitInterval = null, TimeSpan? stopPatience = null)
    {
        _quota = quota ?? new WorkQuota(100_000, 1);
        var options = new KafkaOptions
        {
            BootstrapServers = kafka.Bootstrap,
            GroupPrefix = kafka.Unique,
            SessionTimeout = TimeSpan.FromSeconds(4),
            HeartbeatInterval = TimeSpan.FromMilliseconds(300),
            FetchWait = TimeSpan.FromMilliseconds(10),
        };
        var plan = new LoopPlan
        {
            Name = "loop",
            Topic = topic,
            Settings = KafkaSettings.Consumer(options, "loop"),
            ReplayStart = new CommittedReplayStart(),
            CommitInterval = commitInterval ?? TimeSpan.FromMilliseconds(100),
            RevokePatience = TimeSpan.FromSeconds(2),
            StopPatience = stopPatience ?? TimeSpan.FromSeconds(5),
        };
        Fault = new HostFault(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<HostFault>.Instance);
        Metrics = new KafkaMetrics(_provider.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        Loop = new ConsumerLoop(plan, this, new BrokerLink(), Fault, Metrics, NullLogger<ConsumerLoop>.Instance);
        Loop.Start();
    }

    public static string GroupOf(KafkaFixture kafka) => $"{kafka.Unique}.loop";

    public ConsumerLoop Loop { get; }

    public HostFault Fault { get; }

    public KafkaMetrics Metrics { get; }

    /// <summary>Everything taken, in order.</summary>
    public ConcurrentQueue<HeldRecord> Taken { get; } = [];

    /// <summary>What to do with a record besides keeping it; the default leaves it in hand.</summary>
    public Action<HeldRecord> OnTake { get; set; } = _ => { };

    public WorkQuota Assign(TopicPartition partition) => _quota;

    public void Forget(TopicPartition partition)
    {
    }

    public void Take(HeldRecord record)
    {
        Taken.Enqueue(record);
        OnTake(record);
    }

    public void Dispose()
    {
        Loop.Dispose();
        _provider.Dispose();
    }
}
