using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Api.Enforcement.Controls;
using Moderation.Api.Evidence;
using Moderation.Api.Hosting;
using Moderation.Api.Projections.DeadLetters;
using Moderation.Api.Reports;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Wire;

namespace Moderation.Api.Projections;

internal static class ProjectionSetup
{
    public static void AddProjections(this IServiceCollection services)
    {
        services.AddCheckedOptions<KafkaOptions>(KafkaOptions.Section);
        services.AddCheckedOptions<ProjectionOptions>(ProjectionOptions.Section);
        services.AddSingleton<IProjector, LiveProjector>();
        services.AddSingleton<IProjector, SessionEventProjector>();
        services.AddSingleton<IProjector, ReportProjector>();
        services.AddSingleton<IProjector, ActionProjector>();
        services.AddSingleton<IProjector, ReceiptProjector>();
        services.AddSingleton<IProjector, DispatchProjector>();
        services.AddSingleton<IProjector, ControlProjector>();
        services.AddSingleton<IProjector, DecisionProjector>();
        services.AddSingleton<IProjector, GiftProjector>();
        services.AddSingleton<IProjector, FlagProjector>();
        services.AddSingleton<IProjector, VerdictProjector>();
        services.AddSingleton<OffsetStore>();
        services.AddSingleton<FaultStore>();
        services.AddSingleton<ProjectionState>();
        services.AddSingleton<ProjectionNews>();
        services.AddSingleton<ProjectionMetrics>();
        services.AddSingleton<ProjectionWriter>();
        services.AddSingleton<DeadLetterPublisher>();
        services.AddSingleton<ProjectionSessions>();
        services.AddSingleton<TopicFollower>();
        services.AddSingleton<ProjectionLag>();
        services.AddDeadLetters();
        services.AddHostedService<ProjectionConsumer>();
    }
    public static void MapProjections(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapProjectionLag();
        endpoints.MapDeadLetters();
    }
}
