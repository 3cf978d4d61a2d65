namespace Moderation.Api.Jobs;

/// <summary>Work that comes up again and again. Whoever runs it twice changes nothing the second time.</summary>
/// <remarks>For work of minutes that may wait; never for a record of a topic. Among all processes of an installation one runs it at a time.</remarks>
internal interface IRecurringJob
{
    /// <summary>Name, unique among the jobs; never changes, because the schedule is stored under it.</summary>
    string Name { get; }

    /// <summary>When, as five cron fields in UTC.</summary>
    string Cron { get; }

    /// <summary>Does it.</summary>
    /// <returns>What was done, in a few words for the log.</returns>
    Task<string> RunAsync(CancellationToken token);
}
