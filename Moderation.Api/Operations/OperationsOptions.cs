using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Operations;

/// <summary>Which Workers the page of operations looks at, and how. Section <c>Operations</c>.</summary>
internal sealed class OperationsOptions : IValidatableObject
{
    public const string Section = "Operations";

    /// <summary>Addresses at which Workers serve health and metrics (their <c>Worker:Url</c>), such as <c>http://10.0.0.7:5081</c>. With none, their figures are unknown here.</summary>
    public IReadOnlyList<string> Workers { get; init; } = [];

    /// <summary>How often each Worker is looked at; rates are over the time between two looks.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan WorkerLookInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for a Worker's answer; after that what it does is unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan WorkerPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var text in Workers.Where(text => !IsAddress(text)))
            yield return new ValidationResult($"{Section}:{nameof(Workers)}: '{text}' is no address such as http://10.0.0.7:5081");
        foreach (var twice in Workers.Select(text => text.TrimEnd('/')).GroupBy(text => text, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            yield return new ValidationResult($"{Section}:{nameof(Workers)}: {twice.Key} is listed twice");
    }

    // Whoever reads the figures reads the address with them, so it holds no password.
    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { UserInfo: "", Query: "", Fragment: "" };
}
