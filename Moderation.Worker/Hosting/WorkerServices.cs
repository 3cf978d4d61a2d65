using Microsoft.Extensions.DependencyInjection.Extensions;
using Moderation.Core.Decisions;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Models.Text;
using Moderation.Worker.Decisions;
using Moderation.Worker.Decisions.Policies;
using Moderation.Worker.Decisions.Snapshots;
using Moderation.Worker.Decisions.Standing;
using Moderation.Worker.Enforcement;
using Moderation.Worker.Evidence;
using Moderation.Worker.Intake;
using Moderation.Worker.Intake.Streams;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Worker.Hosting;

/// <summary>The worker's registrations.</summary>
internal static class WorkerServices
{
    public static void AddWorkerOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<KafkaOptions>(configuration, KafkaOptions.Section);
        services.AddOptions<KafkaOptions>().Validate(
            kafka => kafka.HeartbeatInterval * 3 <= kafka.SessionTimeout, "Kafka:HeartbeatInterval must be at most a third of Kafka:SessionTimeout");
        services.AddSection<WorkerOptions>(configuration, WorkerOptions.Section);
        services.AddSection<ModelsOptions>(configuration, ModelsOptions.Section);
        services.AddSection<StreamsOptions>(configuration, StreamsOptions.Section);
        services.AddSection<SamplingOptions>(configuration, SamplingOptions.Section, "Chat");
        services.AddSection<ChatSamplingOptions>(configuration, ChatSamplingOptions.Section);
        services.AddSection<ScoringOptions>(configuration, ScoringOptions.Section, "Text");
        services.AddSection<TextScoringOptions>(configuration, TextScoringOptions.Section);
        services.AddSection<DeciderOptions>(configuration, DeciderOptions.Section);
        services.AddSection<EvidenceOptions>(configuration, EvidenceOptions.Section, "Text", "Vault", "Capture");
        services.AddSection<TextEvidenceOptions>(configuration, TextEvidenceOptions.Section);
        services.AddSection<LiveDeciderOptions>(configuration, LiveDeciderOptions.Section);
        services.AddEnforcerOptions(configuration);
        services.AddCaptureOptions(configuration);
    }

    public static void AddWorkerParts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<BrokerLink>();
        services.AddSingleton<HostFault>();
        services.AddSingleton<KafkaMetrics>();
        services.AddSingleton(provider => KafkaSettings.Producer(provider.GetRequiredService<KafkaOptions>()));
        services.AddSingleton<RecordPublisher>();
        services.AddSingleton<IRecordPublisher>(provider => provider.GetRequiredService<RecordPublisher>());
        services.AddSingleton<DeadLetterPublisher>();
        services.AddSingleton<LoopFactory>();
        services.AddSingleton<RoleRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<RoleRunner>());
    }

    /// <summary>Registers only what the configured roles need, so that a decider loads no models and a scorer no calibration.</summary>
    public static void AddRoles(this IServiceCollection services, IConfiguration configuration)
    {
        var roles = new WorkerOptions { Roles = configuration[$"{WorkerOptions.Section}:{nameof(WorkerOptions.Roles)}"] ?? new WorkerOptions().Roles };
        if (roles.Has(WorkerOptions.ScorerRole))
        {
            services.AddSingleton<LiveRoster>();
            services.AddSingleton<IWorkerRole, IntakeRole>();
            services.AddScorer();
            services.AddTextScorer();
        }

        if (roles.Has(WorkerOptions.DeciderRole))
            services.AddDecider();
        if (roles.Has(WorkerOptions.EnforcerRole))
            services.AddEnforcer();
        if (roles.Has(WorkerOptions.EvidenceRole))
            services.AddCapture();
        if (roles.Has(WorkerOptions.StreamsRole))
            services.AddStreams();
    }

    private static void AddStreams(this IServiceCollection services)
    {
        services.AddSingleton<StreamMetrics>();
        services.AddSingleton<FramePublisher>();
        // names are asked for again now and then: these connections live as long as the Worker
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<StreamTools>(provider, http));
        services.AddSingleton<SessionAnnouncer>();
        services.AddSingleton<StreamBoard>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<StatDirectory>(provider, http));
        services.AddSingleton<IWorkerRole, StreamsRole>();
    }

    private static void AddScorer(this IServiceCollection services)
    {
        services.TryAddSingleton<IFrameScorerFactory>(provider => FrameScorerFactory.Open(
            provider.GetRequiredService<ModelsOptions>().Directory, provider.GetRequiredService<ScoringOptions>().Models));
        services.AddSingleton<SamplingMetrics>();
        services.AddSingleton<FrameGate>();
        services.AddSingleton<ScoringMetrics>();
        services.AddSingleton<FrameIntakes>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<FrameScoring>(
            provider, Streak(provider, provider.GetRequiredService<ScoringOptions>().MaxFailuresInARow)));
        services.AddSingleton<IWorkerRole, ScorerRole>();
    }

    private static void AddTextScorer(this IServiceCollection services)
    {
        services.TryAddSingleton<ITextScorerFactory>(provider => TextScorerFactory.Open(
            provider.GetRequiredService<ModelsOptions>().Directory, provider.GetRequiredService<TextScoringOptions>().Models));
        services.AddSingleton<LivesAtRisk>();
        services.AddSingleton<ChatSampler>();
        services.AddSingleton<ChatIntakes>();
        services.AddSingleton<TextMetrics>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TextFailures>(
            provider, Streak(provider, provider.GetRequiredService<TextScoringOptions>().MaxFailuresInARow)));
        services.AddSingleton<TextScoring>();
        services.AddSingleton<TextLanes>();
        services.AddSingleton<IWorkerRole, TextRole>();
    }

    private static void AddDecider(this IServiceCollection services)
    {
        services.AddSingleton(provider => DeciderRulesFile.Load(
            provider.GetRequiredService<ModelsOptions>(),
            provider.GetRequiredService<EvidenceOptions>(),
            provider.GetRequiredService<LiveDeciderOptions>(),
            provider.GetRequiredService<TextEvidenceOptions>()));
        services.AddSingleton<DecisionMetrics>();
        services.AddSingleton<DecisionPublisher>();
        services.AddSingleton<MarkerWriter>();
        services.AddSingleton<PolicyWatcher>();
        services.AddSingleton<StandingWatcher>();
        services.AddSingleton<StandingCopies>();
        services.AddSingleton<SnapshotReader>();
        services.AddSingleton<PartitionRestorer>();
        services.AddSingleton<PartitionBeginnings>();
        services.AddSingleton<DeciderReplayStart>();
        services.AddSingleton<DecidedPartitions>();
        services.AddSingleton(provider => new SnapshotSettings(
            provider.GetRequiredService<DeciderOptions>().SnapshotInterval,
            provider.GetRequiredService<IRecordPublisher>(),
            provider.GetRequiredService<DecisionMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SnapshotRounds>>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DeciderIntake>(
            provider, Streak(provider, provider.GetRequiredService<DeciderOptions>().MaxFailuresInARow)));
        services.AddSingleton<IWorkerRole, DeciderRole>();
    }

    private static FailureStreak Streak(IServiceProvider provider, int limit) => new(limit, provider.GetRequiredService<HostFault>());
}
