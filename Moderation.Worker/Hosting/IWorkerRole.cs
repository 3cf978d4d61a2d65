using Moderation.Worker.Kafka;

namespace Moderation.Worker.Hosting;

/// <summary>One of the things that a worker process can be.</summary>
internal interface IWorkerRole
{
    IReadOnlyList<ConsumerLoop> Loops { get; }

    /// <summary>What it still waits for besides its loops; null when nothing.</summary>
    string? NotReady => null;

    /// <summary>What else there is to say about it for whoever asks after its health; null when nothing.</summary>
    string? Says => null;

    /// <summary>Loads what it needs and begins to read. Throws when something is missing.</summary>
    void Start();

    /// <summary>Stops reading, finishes what is in hand, commits, leaves the group.</summary>
    Task StopAsync();
}
