using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Projections.Retention;

/// <summary>For how long what is over is kept in the database. What is open is kept longer. Section <c>Retention</c>.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Reports that people judged, and the decisions and orders that belong to them. Whoever is concerned has six months to complain, so it is never shorter.</summary>
    [Range(typeof(TimeSpan), "190.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepReportsFor { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Decisions from which nothing followed: of versions in shadow, and about exempt subjects.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepSilentDecisionsFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>What platforms told of the course of lives: who came on screen and left, matches, overlays. Longer where a report of the live is kept or one of its cases is open.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepSessionEventsFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Records that could not be used, after their dead letter was published.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFaultsFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Daily and weekly reports for policy teams, from when they were written.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepPolicyReportsFor { get; init; } = TimeSpan.FromDays(1095);
}
