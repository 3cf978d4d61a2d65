using System.Diagnostics.Metrics;
using Moderation.Api.Hosting;
using Moderation.Api.PolicyReports.Figures;

namespace Moderation.Api.PolicyReports.Written;

/// <summary>Tells alerts how far each model's scores had moved by yesterday, as it was last computed in this process. Unknown is not told at all.</summary>
internal sealed class StabilityGauge
{
    private const string Name = "stability ";

    private volatile IReadOnlyList<Figure> _figures = [];

    public StabilityGauge(IMeterFactory meters) => meters.Create(Telemetry.MeterName).CreateObservableGauge(
        "moderation.policy_reports.stability", Observe, "{index}", "Population stability index of a model's scores, yesterday against the 28 days before; over 0.25 they have moved.");

    public void Set(IEnumerable<Figure> figures) => _figures = [.. figures.Where(figure => figure.Name.StartsWith(Name, StringComparison.Ordinal) && figure.Value is not null)];

    private IEnumerable<Measurement<double>> Observe() =>
        _figures.Select(figure => new Measurement<double>(figure.Value!.Value, new KeyValuePair<string, object?>("model", figure.Name[Name.Length..])));
}
