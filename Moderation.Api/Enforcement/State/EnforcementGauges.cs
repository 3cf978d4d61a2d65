using System.Diagnostics.Metrics;
using Moderation.Api.Hosting;

namespace Moderation.Api.Enforcement.State;

/// <summary>Lets whoever watches this process notice that enforcement is silent.</summary>
internal static class EnforcementGauges
{
    public static void Add(IMeterFactory meters, EnforcementView view) => meters.Create(Telemetry.MeterName).CreateObservableGauge(
        "moderation.enforcement.silence",
        () => view.Age is { } age ? [new Measurement<double>(age.TotalSeconds)] : Array.Empty<Measurement<double>>(),
        "s",
        "How long ago enforcement was last heard of; nothing while it never was.");
}
