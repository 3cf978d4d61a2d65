using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Standing;

/// <summary>What spans lives about users. Section <c>Standing</c>.</summary>
internal sealed class StandingOptions
{
    public const string Section = "Standing";

    /// <summary>How long a strike counts, from the time of the order that left it. No longer than orders are kept (<c>Retention:KeepReportsFor</c>, at least 190 days).</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "190.00:00:00")]
    public TimeSpan StrikesLast { get; init; } = TimeSpan.FromDays(90);
}
