using Moderation.Api.Web.Charts;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Moderation.Api.Web.Review;

/// <summary>Draws the values that a case's policy decided on, with their intervals and with the stretches in which nothing new was known.</summary>
internal static class EvidencePlot
{
    // Of the drawing's width: wide enough to be seen, and no more, because between two values nothing is known.
    private const double BandWidth = 0.012;

    private const double RoomForWords = 0.2;

    public static string Unit(Words words, EvidenceCurve curve) => curve.IsBelief ? words["probability of being under 18"] : words["flagged lines a minute"];

    public static PlotModel Draw(Words words, EvidenceCurve curve, DateTimeOffset? began)
    {
        var (first, last) = (curve.Points[0].At, curve.Points[^1].At);
        var (from, to) = (began < first ? began.Value : first.AddMinutes(-1), last.AddMinutes(1));
        var plot = new PlotModel();
        plot.Axes.Add(new DateTimeAxis { Position = AxisPosition.Bottom, Title = words["Time (UTC)"], StringFormat = "HH:mm:ss", Minimum = X(from), Maximum = X(to), TicklineColor = ChartSvg.Axis });
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Left, Title = Unit(words, curve), Minimum = 0, Maximum = curve.IsBelief ? 1 : curve.Points.Max(one => one.High ?? one.Value) * 1.2 + 0.1,
            MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = ChartSvg.Grid, TicklineColor = ChartSvg.Axis,
        });
        // Before the first stored value nothing is known here; the words stand where there is room for them.
        plot.Annotations.Add(Shade(from, first, (first - from) / (to - from) > RoomForWords ? words["not known"] : null));
        foreach (var gap in curve.Gaps.Where(gap => gap.To > from))
            plot.Annotations.Add(Shade(gap.From > from ? gap.From : from, gap.To));
        if (curve.Threshold is { } line)
            plot.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Horizontal, Y = line, Color = ChartSvg.Limit, LineStyle = LineStyle.Dash });
        plot.Series.Add(Bands(curve, (X(to) - X(from)) * BandWidth / 2));
        var points = new ScatterSeries { MarkerType = MarkerType.Circle, MarkerSize = 5, MarkerFill = ChartSvg.Series(1) };
        points.Points.AddRange(curve.Points.Select(one => new ScatterPoint(X(one.At), one.Value)));
        plot.Series.Add(points);
        return plot;
    }

    private static RectangleBarSeries Bands(EvidenceCurve curve, double half)
    {
        var bands = new RectangleBarSeries { FillColor = ChartSvg.Band, StrokeThickness = 0 };
        foreach (var one in curve.Points)
        {
            if (one is { Low: { } low, High: { } high })
                bands.Items.Add(new RectangleBarItem(X(one.At) - half, low, X(one.At) + half, high));
        }

        return bands;
    }

    private static RectangleAnnotation Shade(DateTimeOffset from, DateTimeOffset to, string? text = null) => new()
    {
        MinimumX = X(from), MaximumX = X(to), Fill = ChartSvg.Unknown, StrokeThickness = 0, Layer = AnnotationLayer.BelowSeries, Text = text, TextColor = ChartSvg.Text,
    };

    private static double X(DateTimeOffset at) => DateTimeAxis.ToDouble(at.UtcDateTime);
}
