namespace Moderation.Api.PolicyReports.Figures;

/// <summary>What figures are about; the parameters of their statements.</summary>
/// <param name="From">From this time on.</param>
/// <param name="To">Before this time.</param>
/// <param name="Policy">Only this policy; null for all.</param>
/// <param name="Queue">Only cases of this queue; null for all.</param>
public sealed record FigureScope(DateTimeOffset From, DateTimeOffset To, string? Policy = null, string? Queue = null)
{
    /// <summary>Longest time that figures are made of at once.</summary>
    public const int MostDays = 92;

    /// <summary>Whole days, both included.</summary>
    public static FigureScope OfDays(DateOnly first, DateOnly last, string? policy = null, string? queue = null) => new(Start(first), Start(last.AddDays(1)), policy, queue);

    /// <summary>The first day, in UTC.</summary>
    public DateOnly FirstDay => DateOnly.FromDateTime(From.UtcDateTime);

    /// <summary>The last day, in UTC, where the end is one.</summary>
    public DateOnly LastDay => DateOnly.FromDateTime(To.UtcDateTime).AddDays(-1);

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
