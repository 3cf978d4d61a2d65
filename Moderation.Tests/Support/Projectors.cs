using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moderation.Api.Evidence;
using Moderation.Api.Reports;
using Moderation.Api.Review;
using Moderation.Api.Review.Cases;
using Moderation.Api.Review.Flags;
using Moderation.Core.Review;

namespace Moderation.Tests.Support;

/// <summary>The projectors that open cases, with the shipped queues.</summary>
internal static class Projectors
{
    public static QueueBook Queues { get; } = QueueBook.FromYaml(File.ReadAllText(Path.Combine(Repository.Root, "review", "queues.yaml")));

    private static ReviewMetrics Metrics { get; } = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    public static ReportProjector Reports(TimeProvider? time = null) => new(new CaseIntake(Queues, time ?? TimeProvider.System), time ?? TimeProvider.System);

    public static FlagProjector Flags(TimeProvider? time = null, FlagOptions? limits = null)
    {
        var cases = new FlagCases(Queues, time ?? TimeProvider.System);
        return new FlagProjector(new FlagLimiter(Options.Create(limits ?? new FlagOptions())), new FlagIntake(cases), new FlagsOverLimit(cases, Metrics));
    }
}
