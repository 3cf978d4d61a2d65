using Microsoft.AspNetCore.WebUtilities;
using Moderation.Api.PolicyReports.Figures;
using Moderation.Core.Wire;

namespace Moderation.Api.Web.PolicyReports;

/// <summary>Addresses of figures: pages, and the same numbers for programs and spreadsheets.</summary>
internal static class ReportLinks
{
    public const string Root = ConsolePaths.Root + "/reports";

    public static string Page(string path, FigureScope scope) => QueryHelpers.AddQueryString(path, Query(scope));

    public static string Theme(FigureTheme theme) => $"{Root}/{WireWord.From(theme)}";

    public static string Numbers(FigureScope scope, FigureTheme theme, string format) =>
        QueryHelpers.AddQueryString("/v1/policy-reports/summary", [.. Query(scope), new("theme", WireWord.From(theme)), new("format", format)]);

    private static IEnumerable<KeyValuePair<string, string?>> Query(FigureScope scope)
    {
        yield return new("from", FormattableString.Invariant($"{scope.FirstDay:yyyy-MM-dd}"));
        yield return new("to", FormattableString.Invariant($"{scope.LastDay:yyyy-MM-dd}"));
        if (scope.Policy is not null)
            yield return new("policy", scope.Policy);
        if (scope.Queue is not null)
            yield return new("queue", scope.Queue);
    }
}
