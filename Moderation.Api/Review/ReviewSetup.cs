using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;
using Moderation.Api.Jobs;
using Moderation.Api.Review.Appeals;
using Moderation.Api.Review.Cases;
using Moderation.Api.Review.Flags;
using Moderation.Api.Review.Quality;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Policies;
using Moderation.Core.Review;

namespace Moderation.Api.Review;

internal static class ReviewSetup
{
    private const string ShippedQueues = "review.queues.yaml";

    public static void AddReview(this IServiceCollection services)
    {
        services.AddCheckedOptions<ReviewOptions>(ReviewOptions.Section, "Flags");
        services.AddCheckedOptions<FlagOptions>(FlagOptions.Section);
        services.AddSingleton(provider => ReadQueues(provider.GetRequiredService<IOptions<ReviewOptions>>().Value));
        services.AddSingleton<CaseIntake>();
        services.AddSingleton<FlagCases>();
        services.AddSingleton<FlagIntake>();
        services.AddSingleton<FlagsOverLimit>();
        services.AddSingleton<FlagLimiter>();
        services.AddSingleton<CaseStore>();
        services.AddSingleton<CaseReader>();
        services.AddSingleton<CaseReportReader>();
        services.AddSingleton<CaseGifts>();
        services.AddSingleton<QueueCounts>();
        services.AddSingleton<QueueReader>();
        services.AddSingleton<CaseEscalation>();
        services.AddSingleton<IRecurringJob, CaseDeadlineJob>();
        services.AddSingleton<CaseClaims>();
        services.AddSingleton<ReviewerCare>();
        services.AddSingleton<VerdictDesk>();
        services.AddSingleton<VerdictTrail>();
        services.AddSingleton<SecondLooks>();
        services.AddSingleton<AppealedEvidence>();
        services.AddSingleton<AppealDesk>();
        services.AddSingleton<FlagStore>();
        services.AddSingleton<AgreementStore>();
        services.AddSingleton<GoldenCases>();
        services.AddSingleton<ReviewMetrics>();
    }

    public static void MapReview(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapCases();
        endpoints.MapVerdicts();
        endpoints.MapAppeals();
        endpoints.MapFlags();
        endpoints.MapQuality();
    }

    private static QueueBook ReadQueues(ReviewOptions options)
    {
        var path = options.QueuesFile ?? ShippedQueues;
        try
        {
            return QueueBook.FromYaml(options.QueuesFile is { } file ? File.ReadAllText(file) : Shipped());
        }
        catch (Exception e) when (e is SheetException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{ReviewOptions.Section}:{nameof(ReviewOptions.QueuesFile)} {path}: {e.Message}");
        }
    }

    private static string Shipped()
    {
        using var stream = typeof(ReviewSetup).Assembly.GetManifestResourceStream(ShippedQueues) ?? throw new FileNotFoundException(ShippedQueues);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
