using System.ComponentModel.DataAnnotations;

namespace Moderation.Worker.Hosting;

/// <summary>What this process does and how patient it is. Section <c>Worker</c>.</summary>
internal sealed class WorkerOptions : IValidatableObject
{
    public const string Section = "Worker";

    /// <summary>Scores frames and chat, and copies session events, gifts, flags and verdicts into the lives' logs.</summary>
    public const string ScorerRole = "scorer";

    /// <summary>Folds the lives' logs into reports and actions.</summary>
    public const string DeciderRole = "decider";

    /// <summary>Releases orders to the platform, one such process at a time; the others stand by.</summary>
    public const string EnforcerRole = "enforcer";

    /// <summary>Reads live streams and publishes their frames and session events, where no platform does.</summary>
    public const string StreamsRole = "streams";

    /// <summary>Keeps what reports cite in the evidence vault.</summary>
    public const string EvidenceRole = "evidence";

    public const string DefaultUrl = "http://127.0.0.1:5081";

    private static readonly string[] KnownRoles = [ScorerRole, DeciderRole, EnforcerRole, EvidenceRole, StreamsRole];

    /// <summary>Roles of this process, comma separated: <c>scorer</c>, <c>decider</c>, <c>enforcer</c>, <c>evidence</c>, <c>streams</c>.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Roles { get; init; } = $"{ScorerRole},{DeciderRole},{EnforcerRole},{EvidenceRole}";

    /// <summary>Where health and metrics are served.</summary>
    [Required, Url]
    public string Url { get; init; } = DefaultUrl;

    /// <summary>How often offsets are committed. After a crash at most this much work is done again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait for work that was begun on a partition that is being taken away.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RevokePatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest wait, on a graceful stop, for everything in hand.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(20);

    public bool Has(string role) => Split().Contains(role, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var unknown = Split().Except(KnownRoles, StringComparer.OrdinalIgnoreCase).ToList();
        if (unknown.Count > 0)
            yield return new ValidationResult($"{Section}:{nameof(Roles)}: unknown {string.Join(", ", unknown)}; known are {string.Join(", ", KnownRoles)}");
    }

    private string[] Split() => Roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
