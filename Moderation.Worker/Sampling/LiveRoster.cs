using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Worker.Sampling;

/// <summary>The accounts of those who are on screen, as far as this process has read it. Safe for several threads.</summary>
/// <remarks>
/// A hint and no more. Session events and chat are read by two consumers that know nothing of each other: a line can be read before its
/// author's joining, the partition of the events can belong to another process, and a process that has just begun knows nobody who joined
/// before. Whoever is not known here is an ordinary viewer to the sampler, which matters only under pressure.
/// </remarks>
internal sealed class LiveRoster(ChatSamplingOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Partition> _partitions = [];

    /// <summary>Takes note of an event of a live.</summary>
    public void Apply(int partition, SessionEventRecord record)
    {
        lock (_gate)
        {
            switch (record)
            {
                case { Kind: SessionEventKind.ParticipantJoined, ParticipantId: { } participant, UserId: { } user }:
                    Joined(partition, record.LiveId, participant, user);
                    break;
                case { Kind: SessionEventKind.ParticipantLeft, ParticipantId: { } participant }:
                    _partitions.GetValueOrDefault(partition)?.Lives.GetValueOrDefault(record.LiveId)?.Remove(participant);
                    break;
                case { Kind: SessionEventKind.LiveEnded }:
                    _partitions.GetValueOrDefault(partition)?.Lives.Remove(record.LiveId);
                    break;
            }
        }
    }

    /// <summary>Whether the account is that of somebody on screen.</summary>
    public bool Has(int partition, LiveId live, UserId user)
    {
        lock (_gate)
            return _partitions.TryGetValue(partition, out var known) && known.Lives.TryGetValue(live, out var users) && users.ContainsValue(user);
    }

    /// <summary>Drops what is known of a partition's lives: their events are now read by somebody else.</summary>
    public void Forget(int partition)
    {
        lock (_gate)
            _partitions.Remove(partition);
    }

    private void Joined(int number, LiveId live, ParticipantId participant, UserId user)
    {
        if (!_partitions.TryGetValue(number, out var partition))
            _partitions.Add(number, partition = new Partition());
        if (!partition.Lives.TryGetValue(live, out var users))
        {
            partition.Lives.Add(live, users = []);
            partition.InOrder.Enqueue(live);

            // An ended live leaves its place in the queue behind, so the queue is what is bounded.
            while (partition.InOrder.Count > options.MaxLives)
                partition.Lives.Remove(partition.InOrder.Dequeue());
        }

        if (users.Count < options.MaxParticipants || users.ContainsKey(participant))
            users[participant] = user;
    }

    private sealed class Partition
    {
        public Dictionary<LiveId, Dictionary<ParticipantId, UserId>> Lives { get; } = [];

        public Queue<LiveId> InOrder { get; } = [];
    }
}
