using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Access;

/// <summary>Who may ask for what. Section <c>Access</c>.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Lets whoever asks without credentials do everything, as the person developer. The start is refused with it on any address but loopback.</summary>
    public bool Development { get; init; }

    /// <summary>How often keys and sessions are read again; as long may one that another process revoked be good here.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(5);
}
