using System.Text.RegularExpressions;
using OxyPlot;
using OxyPlot.Axes;

namespace Moderation.Api.Web.Charts;

/// <summary>Draws a plot as SVG whose colours are the page's: each ink becomes a class, so that one drawing is right in light and in dark, and on paper.</summary>
internal static partial class ChartSvg
{
    /// <summary>Inks by which plots are drawn: colours that stand for classes of the style sheet.</summary>
    public static readonly OxyColor Text = Ink(1), Grid = Ink(2), Axis = Ink(3), Band = Ink(4), Unknown = Ink(5), Limit = Ink(6);

    // Text is drawn in the reader's own font, which is not known here. Of those that can be measured this one is the widest, so what is beside a label stands clear of it.
    private const string Measure = "Courier";

    private static readonly string[] Names = ["", "text", "grid", "axis", "band", "unknown", "limit"];

    /// <summary>The ink of a series, from 0; after six they begin again.</summary>
    public static OxyColor Series(int index) => Ink((byte)(11 + (index % 6)));

    /// <summary>Draws a plot.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="widthPx">Width of the drawing; the page scales it.</param>
    /// <param name="heightPx">Its height.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    /// <param name="scope">Sets this drawing's names apart from those of others in the page.</param>
    public static string Draw(PlotModel plot, double widthPx, double heightPx, string label, string scope)
    {
        plot.PlotAreaBorderThickness = new OxyThickness(0);
        plot.DefaultFont = Measure;
        plot.TextColor = Text;
        plot.Background = OxyColors.Transparent;
        foreach (var axis in plot.Axes)
            axis.AxisTitleDistance = axis is CategoryAxis ? 28 : 14;
        var svg = new SvgExporter { Width = widthPx, Height = heightPx, IsDocument = false, UseVerticalTextAlignmentWorkaround = true }.ExportToString(plot);
        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
        svg = Size().Replace(svg, FormattableString.Invariant($"<svg viewBox=\"0 0 {widthPx} {heightPx}\" role=\"img\" aria-label=\"{System.Net.WebUtility.HtmlEncode(label)}\""), 1);
        svg = Style().Replace(svg, match => AsAttributes(match.Groups[1].Value));
        svg = svg.Replace($"font-family=\"{Measure}\"", "font-family=\"inherit\"", StringComparison.Ordinal);
        svg = TextInk().Replace(svg, "class=\"text\"");
        return svg.Replace("clipPath", $"{scope}-clip", StringComparison.Ordinal).Replace($"<{scope}-clip", "<clipPath", StringComparison.Ordinal).Replace($"</{scope}-clip", "</clipPath", StringComparison.Ordinal);
    }

    private static OxyColor Ink(byte number) => OxyColor.FromRgb(1, 2, number);

    // The page's policy lets no element bring its own style, so each becomes attributes, and inks become classes.
    private static string AsAttributes(string style)
    {
        var (classes, attributes) = (new List<string>(), new List<string>());
        foreach (var part in style.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (part[..part.IndexOf(':', StringComparison.Ordinal)], part[(part.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            if (InkOf().Match(value) is { Success: true } ink && name is "fill" or "stroke")
                classes.Add(ClassOf(name, int.Parse(ink.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
            else
                attributes.Add($"{name}=\"{value}\"");
        }

        return $"{(classes.Count == 0 ? "" : $"class=\"{string.Join(' ', classes)}\" ")}{string.Join(' ', attributes)}";
    }

    private static string ClassOf(string name, int ink) => (name, ink) switch
    {
        (_, <= 3) => Names[ink],
        ("fill", < 10) => $"f{Names[ink]}",
        (_, < 10) => $"s{Names[ink]}",
        ("fill", _) => $"f{ink - 10}",
        _ => $"s{ink - 10}",
    };

    [GeneratedRegex("<svg width=\"[^\"]*\" height=\"[^\"]*\" version=\"1.1\"")]
    private static partial Regex Size();

    [GeneratedRegex("style=\"([^\"]*)\"")]
    private static partial Regex Style();

    [GeneratedRegex(@"^rgb\(1,2,(\d+)\)$")]
    private static partial Regex InkOf();

    [GeneratedRegex(@"fill=""rgb\(1,2,1\)""")]
    private static partial Regex TextInk();
}
