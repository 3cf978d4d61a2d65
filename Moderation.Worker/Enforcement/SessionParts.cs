using Moderation.Core.Enforcement;
using Moderation.Core.Wire;
using Moderation.Worker.Enforcement.Edges;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Enforcement;

/// <summary>What belongs to one session of enforcement and to no other: a new owner must know nothing but what it reads.</summary>
internal sealed record SessionParts(
    Ownership Ownership, FoldQueue Queue, Dispatcher Dispatcher, EnforcementMemory Memory, DispatchJournal Journal, EnforcementFold Fold, EnforcementMetrics Metrics);

/// <summary>Puts sessions of enforcement together.</summary>
internal sealed class EnforcementSessions(IServiceProvider provider)
{
    public EnforcementSession Begin()
    {
        var kafka = provider.GetRequiredService<KafkaOptions>();
        var options = provider.GetRequiredService<EnforcementOptions>();
        var (publisher, metrics, time) = (provider.GetRequiredService<IRecordPublisher>(), provider.GetRequiredService<EnforcementMetrics>(), provider.GetRequiredService<TimeProvider>());
        var ownership = new Ownership(kafka.SessionTimeout, kafka.HeartbeatInterval);
        var queue = new FoldQueue();
        var dispatcher = new Dispatcher(options.Rules(provider.GetRequiredService<BreakerOptions>()));
        var journal = new DispatchJournal(publisher, queue, provider.GetRequiredService<EdgeDesk>(), ownership, metrics, time);
        var fold = new EnforcementFold(dispatcher, journal, ActivatorUtilities.CreateInstance<OutcomeTeller>(provider), metrics, publisher, time);
        var parts = new SessionParts(ownership, queue, dispatcher, new EnforcementMemory(dispatcher), journal, fold, metrics);
        var session = ActivatorUtilities.CreateInstance<EnforcementSession>(provider, parts);
        session.Start();
        return session;
    }
}
