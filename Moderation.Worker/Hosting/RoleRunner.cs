using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Hosting;

/// <summary>Starts the roles of this process and stops them in good order.</summary>
internal sealed class RoleRunner(
    IEnumerable<IWorkerRole> roles, WorkerOptions worker, KafkaOptions kafka, ILogger<RoleRunner> log) : IHostedService
{
    private readonly List<IWorkerRole> _roles = [.. roles];
    private volatile bool _started;

    /// <summary>Whether everything that a role needs, models included, was loaded.</summary>
    public bool Started => _started;

    /// <summary>What the roles still wait for; null when nothing.</summary>
    public string? NotReady => _roles.Select(role => role.NotReady).FirstOrDefault(reason => reason is not null);

    /// <summary>What the roles say about themselves.</summary>
    public string Says => string.Join("; ", _roles.Select(role => role.Says).OfType<string>());

    public IEnumerable<ConsumerLoop> Loops => _roles.SelectMany(role => role.Loops);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.Starts(worker.Roles, kafka.BootstrapServers, worker.Url);
        foreach (var role in _roles)
            role.Start();
        _started = true;
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_started)
            return;
        await Task.WhenAll(_roles.Select(role => role.StopAsync()));
        log.Stopped();
    }
}
