using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Publication;

/// <summary>How records get to the broker. Section <c>Publication</c>.</summary>
internal sealed class PublicationOptions
{
    public const string Section = "Publication";

    /// <summary>Longest wait for the broker to take what a request writes to it without the database: switches and receipts. After that the request is answered with 503.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan DirectWait { get; init; } = TimeSpan.FromSeconds(5);
}
