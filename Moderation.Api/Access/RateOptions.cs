using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Access;

/// <summary>How much one caller may ask. Section <c>Access:Rate</c>.</summary>
internal sealed class RateOptions
{
    public const string Section = "Access:Rate";

    /// <summary>Requests of one caller in a window, without authorisations of gifts and streams and probes of health. Where nobody is known, of one address.</summary>
    [Range(1, 10_000_000)]
    public int Requests { get; init; } = 3000;

    /// <summary>Attempts to sign in from one address in a window.</summary>
    [Range(1, 10_000)]
    public int SignIns { get; init; } = 20;

    /// <summary>The window; each begins when the one before is over.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);
}
