using System.Diagnostics.Metrics;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Tests.Support;

/// <summary>Parts of a worker, put together without a broker.</summary>
internal sealed class WorkerParts : IDisposable
{
    private readonly ServiceProvider _provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private long _offset;

    public WorkerParts(TimeProvider? time = null)
    {
        Fault = new HostFault(_lifetime, NullLogger<HostFault>.Instance);
        Partition = new AssignedPartition(new TopicPartition("source", 0), committed: null, new WorkQuota(1000, 10));
        DeadLetters = new DeadLetterPublisher(Publisher, time ?? TimeProvider.System, Meters, NullLogger<DeadLetterPublisher>.Instance);
    }

    public IMeterFactory Meters => _provider.GetRequiredService<IMeterFactory>();

    public HostFault Fault { get; }

    public CapturingPublisher Publisher { get; } = new();

    public DeadLetterPublisher DeadLetters { get; }

    public AssignedPartition Partition { get; set; }

    /// <summary>A record at the partition's next offset.</summary>
    public HeldRecord Receive(string? key, byte[]? value, DateTimeOffset writtenAt, params (string Name, string Value)[] headers)
    {
        var all = new Headers();
        foreach (var (name, text) in headers)
            all.Add(name, Encoding.UTF8.GetBytes(text));
        return Partition.Hold(new ConsumeResult<byte[]?, byte[]?>
        {
            TopicPartitionOffset = new TopicPartitionOffset(Partition.Id, _offset++),
            Message = new Message<byte[]?, byte[]?>
            {
                Key = key is null ? null : Encoding.UTF8.GetBytes(key),
                Value = value,
                Headers = all,
                Timestamp = new Timestamp(writtenAt.UtcDateTime),
            },
        });
    }

    /// <summary>Leaves out the entry at the next offset: somebody has read it before.</summary>
    public void Skip() => _offset++;

    public void Dispose() => _provider.Dispose();
}

/// <summary>Keeps what would be published and acknowledges when told to.</summary>
internal sealed class CapturingPublisher : IRecordPublisher
{
    private readonly List<HeldRecord> _held = [];

    public List<OutgoingRecord> Sent { get; } = [];

    public void Publish(in OutgoingRecord record, HeldRecord because)
    {
        because.Hold();
        Sent.Add(record);
        _held.Add(because);
    }

    /// <summary>Counts as acknowledged at once, at the next offset.</summary>
    public void Send(in OutgoingRecord record, Action<long>? acknowledged = null)
    {
        Sent.Add(record);
        acknowledged?.Invoke(Sent.Count);
    }

    public IReadOnlyList<OutgoingRecord> To(string topic) => [.. Sent.Where(record => record.Topic == topic)];

    public void AcknowledgeAll()
    {
        foreach (var record in _held)
            record.Release();
        _held.Clear();
    }
}
