using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Jobs;

/// <summary>Recurring work. Section <c>Jobs</c>.</summary>
internal sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>Whether this process runs recurring work; where several do, each piece is run by one.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Most pieces of work that this process runs at once.</summary>
    [Range(1, 16)]
    public int Workers { get; init; } = 2;

    /// <summary>How often it looks for work that is due.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:10:00")]
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(15);
}
