using System.ComponentModel.DataAnnotations;

namespace Moderation.Worker.Enforcement.Edges;

/// <summary>An nginx with its RTMP module, whose publishers are dropped when their live is cut or paused. Section <c>Enforcement:NginxRtmp</c>.</summary>
internal sealed class NginxRtmpOptions : IValidatableObject
{
    public const string Section = "Enforcement:NginxRtmp";

    /// <summary>Where its control module answers (<c>http://127.0.0.1:8080/control</c>); null where there is none.</summary>
    public string? ControlUrl { get; init; }

    /// <summary>The application that lives are published to; a live's stream is called as its id.</summary>
    [RegularExpression("[A-Za-z0-9._-]{1,64}")]
    public string Application { get; init; } = "live";

    /// <summary>How long an answer may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ControlUrl is not null && !(Uri.TryCreate(ControlUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return new ValidationResult($"{Section}:{nameof(ControlUrl)} must be an http or https address");
    }
}
