using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Access;

/// <summary>How long people stay signed in. Section <c>Access:Sessions</c>.</summary>
internal sealed class SessionOptions
{
    public const string Section = "Access:Sessions";

    /// <summary>From signing in to the end, whatever happens.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan Lasts { get; init; } = TimeSpan.FromHours(12);

    /// <summary>From the last request to the end.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromHours(1);
}
