using System.Globalization;
using Moderation.Api.Http;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>What is asked of figures: the same for programs and for pages, so that an address of the one is good for the other.</summary>
internal static class FigureQuery
{
    public const int UsualDays = 7;

    /// <summary>What is said of a first or last day that <see cref="TryDay"/> cannot read.</summary>
    public const string DaysExpected = "from and to are days such as 2026-01-31.";

    public static readonly IReadOnlyList<string> Formats = ["json", "csv"];

    public static readonly QueryParameter From = new("from", "First day (UTC), such as 2026-01-31; six days before the last if absent.", QueryParameter.DaySchema);
    public static readonly QueryParameter To = new("to", $"Last day (UTC), included; if absent today, as far as it has gone. At most {FigureScope.MostDays} days in all.", QueryParameter.DaySchema);
    public static readonly QueryParameter Theme = new("theme", "Only figures of this theme.", () => QueryParameter.WordSchema(WireWord.All<FigureTheme>()));
    public static readonly QueryParameter Format = new("format", "json, or csv for a table; else what Accept asks for.", () => QueryParameter.WordSchema(Formats));

    /// <summary>Reads the days, the policy and the queue.</summary>
    /// <returns>The scope; null and why where it cannot be used.</returns>
    public static (FigureScope? Scope, string? Fault) Read(QueryReader query, TimeProvider time) =>
        Read(query.Text(From), query.Text(To), query.Text(QueryParameter.Policy), query.Text(QueryParameter.Queue), time);

    /// <inheritdoc cref="Read(QueryReader, TimeProvider)"/>
    public static (FigureScope? Scope, string? Fault) Read(string? from, string? to, string? policy, string? queue, TimeProvider time)
    {
        if (!TryDay(from, out var first) || !TryDay(to, out var last))
            return (null, DaysExpected);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var end = last ?? (first is { } begun && begun > today ? begun : today);
        var start = first ?? end.AddDays(1 - UsualDays);
        if (start > end || end.DayNumber - start.DayNumber >= FigureScope.MostDays)
            return (null, $"from must not be after to, and there are at most {FigureScope.MostDays} days from the one to the other.");
        return (FigureScope.OfDays(start, end, policy, queue), null);
    }

    public static bool TryDay(string? text, out DateOnly? day)
    {
        day = null;
        // A field that was left empty, in the form of a page.
        if (string.IsNullOrEmpty(text))
            return true;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) || read.Year is < 2000 or > 9000)
            return false;
        day = read;
        return true;
    }
}
