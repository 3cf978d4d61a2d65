using Moderation.Api.Web.Charts;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Moderation.Api.Web.Policies;

/// <summary>Draws what became of the subjects that a version reaches: a bar for each outcome.</summary>
internal static class OutcomeChart
{
    /// <summary>The drawing.</summary>
    /// <param name="outcomes">Subjects by outcome.</param>
    /// <param name="words">The reader's language.</param>
    public static PlotModel Draw(IReadOnlyDictionary<string, long> outcomes, Words words)
    {
        var plot = new PlotModel();
        // Bars are drawn from below, and people read from above.
        var shown = outcomes.Reverse().ToList();
        var names = new CategoryAxis { Position = AxisPosition.Left, Title = words["Outcome"], AxislineColor = ChartSvg.Axis, TicklineColor = ChartSvg.Axis, GapWidth = 0.3 };
        names.Labels.AddRange(shown.Select(pair => words.Word(pair.Key)));
        plot.Axes.Add(names);
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom, Title = words["Subjects (count)"], Minimum = 0, MinimumMajorStep = 1, MinimumMinorStep = 1, MaximumPadding = 0.05,
            AxislineColor = ChartSvg.Axis, TicklineColor = ChartSvg.Axis, MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = ChartSvg.Grid,
        });
        var bars = new BarSeries { FillColor = ChartSvg.Series(0), StrokeThickness = 0 };
        bars.Items.AddRange(shown.Select(pair => new BarItem(pair.Value)));
        plot.Series.Add(bars);
        return plot;
    }
}
