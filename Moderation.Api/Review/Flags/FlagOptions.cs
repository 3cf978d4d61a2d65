using System.ComponentModel.DataAnnotations;
using Moderation.Core.Review;

namespace Moderation.Api.Review.Flags;

/// <summary>How many flags of one account count. Section <c>Review:Flags</c>.</summary>
internal sealed class FlagOptions
{
    public const string Section = "Review:Flags";

    /// <summary>How many flags of one account count in an hour of their own times; what comes beyond is kept, weighs nothing and opens no case. 0 has no limit.</summary>
    [Range(0, 10_000)]
    public int PerHour { get; init; } = 30;

    /// <summary>The same for flags with trusted status, which are counted apart. 0 has no limit.</summary>
    [Range(0, 100_000)]
    public int TrustedPerHour { get; init; }

    public FlagLimits ToLimits() => new(PerHour, TrustedPerHour);
}
