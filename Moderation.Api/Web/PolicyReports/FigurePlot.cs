using Moderation.Api.PolicyReports.Figures;
using Moderation.Api.Web.Charts;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Moderation.Api.Web.PolicyReports;

/// <summary>Draws figures of one name and one cut: parts along the bottom in their order, each with its interval; a limit where there is one.</summary>
internal static class FigurePlot
{
    private const int MostLabels = 12;

    /// <summary>The plot; null where nothing is known.</summary>
    public static PlotModel? Of(Words words, IReadOnlyList<Figure> figures)
    {
        if (!figures.Any(figure => figure.Value is not null))
            return null;
        var plot = new PlotModel();
        var unit = figures[0].Unit;
        var scale = unit == FigureUnit.Share ? 100 : 1;
        if (figures[0].Name == "calibration")
            Curve(words, plot, figures);
        else
            Parts(words, plot, figures, scale);
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Left, Title = figures[0].Name == "calibration" ? words["upheld (%)"] : ReportTexts.Unit(words, unit), MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = ChartSvg.Grid,
            TicklineColor = ChartSvg.Axis, AxislineColor = ChartSvg.Axis, AxislineStyle = LineStyle.Solid, Minimum = unit is FigureUnit.LogOdds ? double.NaN : 0, Maximum = unit == FigureUnit.Share && figures[0].Limit is null ? 102 : double.NaN, MaximumPadding = 0.06,
            LabelFormatter = value => words.Number(value, value == Math.Floor(value) ? 0 : 2),
        });
        return plot;
    }

    private static void Parts(Words words, PlotModel plot, IReadOnlyList<Figure> figures, double scale)
    {
        var step = Math.Max(1, (int)Math.Ceiling(figures.Count / (double)MostLabels));
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom, Title = ReportTexts.Cut(words, figures[0].By), Minimum = -0.6, Maximum = figures.Count - 0.4, MajorStep = step, MinorTickSize = 0,
            TicklineColor = ChartSvg.Axis, AxislineColor = ChartSvg.Axis, AxislineStyle = LineStyle.Solid,
            LabelFormatter = place => place == Math.Floor(place) && place >= 0 && place < figures.Count ? Short(words, figures[(int)place]) : "",
        });
        if (figures[0].Unit is FigureUnit.Count or FigureUnit.Coins or FigureUnit.MinorUnits or FigureUnit.Seconds)
        {
            var bars = new RectangleBarSeries { FillColor = ChartSvg.Series(0), StrokeThickness = 0 };
            for (var i = 0; i < figures.Count; i++)
            {
                if (figures[i].Value is { } value)
                    bars.Items.Add(new RectangleBarItem(i - 0.35, 0, i + 0.35, value * scale));
            }

            plot.Series.Add(bars);
            return;
        }

        var points = new ScatterErrorSeries { MarkerType = MarkerType.Circle, MarkerSize = 4, MarkerFill = ChartSvg.Series(0), MarkerStroke = ChartSvg.Series(0), ErrorBarColor = ChartSvg.Series(0), ErrorBarStrokeThickness = 1.5 };
        for (var i = 0; i < figures.Count; i++)
            AddPoint(plot, points, i, figures[i], scale);
        plot.Series.Add(points);
        AddLimits(plot, figures, scale);
    }

    // What was believed against what was upheld: on the line they are the same.
    private static void Curve(Words words, PlotModel plot, IReadOnlyList<Figure> figures)
    {
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom, Title = words["belief (%)"], Minimum = 0, Maximum = 102, TicklineColor = ChartSvg.Axis, AxislineColor = ChartSvg.Axis, AxislineStyle = LineStyle.Solid,
            LabelFormatter = value => words.Number(value),
        });
        var even = new LineSeries { Color = ChartSvg.Limit, LineStyle = LineStyle.Dash, StrokeThickness = 1 };
        even.Points.AddRange([new DataPoint(0, 0), new DataPoint(100, 100)]);
        plot.Series.Add(even);
        var points = new ScatterErrorSeries { MarkerType = MarkerType.Circle, MarkerSize = 4, MarkerFill = ChartSvg.Series(0), MarkerStroke = ChartSvg.Series(0) };
        foreach (var figure in figures)
            AddPoint(plot, points, 100 * double.Parse(figure.Part, System.Globalization.CultureInfo.InvariantCulture), figure, 100);
        plot.Series.Add(points);
    }

    // An interval is not even around its share, so it is a line of its own behind the point.
    private static void AddPoint(PlotModel plot, ScatterErrorSeries points, double place, Figure figure, double scale)
    {
        if (figure.Value is not { } value)
            return;
        points.Points.Add(new ScatterErrorPoint(place, value * scale, 0, 0));
        if (figure is not { Low: { } low, High: { } high })
            return;
        var reach = new LineSeries { Color = ChartSvg.Series(0), StrokeThickness = 1.5 };
        reach.Points.AddRange([new DataPoint(place, low * scale), new DataPoint(place, high * scale)]);
        plot.Series.Add(reach);
    }

    private static void AddLimits(PlotModel plot, IReadOnlyList<Figure> figures, double scale)
    {
        for (var i = 0; i < figures.Count; i++)
        {
            if (figures[i].Limit is not { } limit)
                continue;
            var line = new LineSeries { Color = ChartSvg.Limit, StrokeThickness = 2, LineStyle = LineStyle.Dash };
            line.Points.AddRange([new DataPoint(i - 0.45, limit * scale), new DataPoint(i + 0.45, limit * scale)]);
            plot.Series.Add(line);
        }
    }

    private static string Short(Words words, Figure figure)
    {
        var part = figure.By switch { "day" => figure.Part[5..], "hour" or "revenue_decile" => figure.Part, _ => ReportTexts.Part(words, figure) };
        return part.Length <= 16 ? part : part[..15] + "…";
    }
}
