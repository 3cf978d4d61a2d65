using Moderation.Api.Evidence;
using Moderation.Api.Reports;
using Moderation.Api.Review.Cases;
using Moderation.Core.Review;

namespace Moderation.Tests.Support;

/// <summary>The projectors that open cases, with the shipped queues.</summary>
internal static class Projectors
{
    public static QueueBook Queues { get; } = QueueBook.FromYaml(File.ReadAllText(Path.Combine(Repository.Root, "review", "queues.yaml")));

    public static ReportProjector Reports(TimeProvider? time = null) => new(new CaseIntake(Queues, time ?? TimeProvider.System), time ?? TimeProvider.System);

    public static FlagProjector Flags(TimeProvider? time = null) => new(new FlagIntake(Queues, time ?? TimeProvider.System));
}
