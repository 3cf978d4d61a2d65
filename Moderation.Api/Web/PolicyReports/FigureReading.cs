using Moderation.Api.PolicyReports.Figures;

namespace Moderation.Api.Web.PolicyReports;

/// <summary>Reads a chart in one sentence, out of its numbers.</summary>
internal static class FigureReading
{
    public static string Of(Words words, IReadOnlyList<Figure> figures)
    {
        var known = figures.Where(figure => figure.Value is not null).ToList();
        if (known.Count == 0)
            return figures is [{ Unknown: { } gap }, ..] ? Sentence(ReportTexts.Gap(words, gap)) : words["Nothing to show yet."];
        var (most, least) = (known.MaxBy(figure => figure.Value)!, known.MinBy(figure => figure.Value)!);
        var read = known.Count == 1
            ? words["{0}: {1}.", ReportTexts.Part(words, most), Written(words, most)]
            : words["Highest for {0} with {1}, lowest for {2} with {3}.", ReportTexts.Part(words, most), Written(words, most), ReportTexts.Part(words, least), Written(words, least)];
        if (most is { Unit: FigureUnit.Count or FigureUnit.Coins } && known.Count > 1)
            read = words["{0} in all.", ReportTexts.Value(words, known.Sum(figure => figure.Value), most.Unit)] + " " + read;
        if (figures.Count > known.Count)
            read += " " + words["{0} of {1} are unknown.", figures.Count - known.Count, figures.Count];
        if (known.Where(figure => figure.Value > figure.Limit).ToList() is { Count: > 0 } over)
            read += " " + words["Over the limit: {0}.", string.Join(", ", over.Select(figure => ReportTexts.Part(words, figure)))];
        return read;
    }

    private static string Written(Words words, Figure figure) => figure is { Low: { } low, High: { } high }
        ? words["{0} ({1} to {2})", ReportTexts.Value(words, figure.Value, figure.Unit), ReportTexts.Value(words, low, figure.Unit), ReportTexts.Value(words, high, figure.Unit)]
        : ReportTexts.Value(words, figure.Value, figure.Unit);

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}
