using System.Globalization;
using System.Text;

namespace Moderation.Core.Wire;

/// <summary>One line of a metrics page.</summary>
/// <param name="Name">The metric, with its unit and suffix as the page writes them.</param>
/// <param name="Labels">The line's labels by name.</param>
/// <param name="Value">The value, in the unit that the name says.</param>
public sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>Reads the Prometheus text format, version 0.0.4: what the Worker's /metrics answers.</summary>
public static class PrometheusText
{
    /// <summary>The samples in the order of the page; comments are passed over, and so are the times that samples may carry.</summary>
    /// <param name="text">The whole page.</param>
    /// <exception cref="FormatException">A line is no sample; the message names its number.</exception>
    public static IReadOnlyList<MetricSample> Parse(string text)
    {
        var samples = new List<MetricSample>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var trimmed = line.Trim();
            if (!trimmed.IsEmpty && trimmed[0] != '#')
                samples.Add(ParseLine(trimmed, number));
        }

        return samples;
    }

    private static MetricSample ParseLine(ReadOnlySpan<char> line, int number)
    {
        var nameEnd = line.IndexOfAny('{', ' ', '\t');
        if (nameEnd <= 0)
            throw Fault(number, "no name");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = line[nameEnd..];
        if (rest[0] == '{')
            rest = rest[ParseLabels(rest, labels, number)..];
        rest = rest.TrimStart();
        var valueEnd = rest.IndexOfAny(' ', '\t');
        return new MetricSample(line[..nameEnd].ToString(), labels, ParseValue(valueEnd < 0 ? rest : rest[..valueEnd], number));
    }

    /// <summary>Reads from the opening brace on and returns the length with the closing brace.</summary>
    private static int ParseLabels(ReadOnlySpan<char> text, Dictionary<string, string> labels, int number)
    {
        var at = 1;
        while (true)
        {
            while (at < text.Length && text[at] is ',' or ' ')
                at++;
            if (at < text.Length && text[at] == '}')
                return at + 1;
            var equals = at < text.Length ? text[at..].IndexOf('=') : -1;
            if (equals <= 0 || at + equals + 1 >= text.Length || text[at + equals + 1] != '"')
                throw Fault(number, "a label is not name=\"value\"");
            var name = text.Slice(at, equals).Trim().ToString();
            at += equals + 2;
            labels[name] = ParseQuoted(text, ref at, number);
        }
    }

    private static string ParseQuoted(ReadOnlySpan<char> text, ref int at, int number)
    {
        var value = new StringBuilder();
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '"')
            {
                at++;
                return value.ToString();
            }

            if (c == '\\' && at + 1 < text.Length)
                c = text[++at] is 'n' ? '\n' : text[at];
            value.Append(c);
        }

        throw Fault(number, "a label's value has no end");
    }

    private static double ParseValue(ReadOnlySpan<char> text, int number) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Fault(number, "no value"),
    };

    private static FormatException Fault(int number, string what) => new($"metrics line {number}: {what}");
}
