using System.Globalization;
using System.Text;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>Figures as a table for spreadsheets (RFC 4180). What is unknown is an empty field, never 0.</summary>
internal static class FigureCsv
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private static readonly string[] Header = ["theme", "name", "by", "part", "count", "of", "value", "low", "high", "limit", "unit", "unknown"];

    // What a spreadsheet would take for a formula.
    private static readonly char[] Formulas = ['=', '+', '-', '@', '\t', '\r'];

    public static string Write(IEnumerable<Figure> figures)
    {
        var csv = new StringBuilder();
        csv.AppendJoin(',', Header).Append("\r\n");
        foreach (var figure in figures)
        {
            string?[] fields =
            [
                WireWord.From(figure.Theme), Text(figure.Name), Text(figure.By), Text(figure.Part), figure.Count?.ToString(CultureInfo.InvariantCulture), figure.Of?.ToString(CultureInfo.InvariantCulture),
                Number(figure.Value), Number(figure.Low), Number(figure.High), Number(figure.Limit), WireWord.From(figure.Unit), figure.Unknown is { } gap ? WireWord.From(gap) : "",
            ];
            csv.AppendJoin(',', fields).Append("\r\n");
        }

        return csv.ToString();
    }

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(string text)
    {
        if (text.Length > 0 && Formulas.Contains(text[0]))
            text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
