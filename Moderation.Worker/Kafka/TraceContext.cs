using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Kafka;

/// <summary>Carries the W3C trace context from record to record.</summary>
internal static class TraceContext
{
    /// <summary>The trace context of a record as it came; null when there is none.</summary>
    public static byte[]? Of(Headers? headers) =>
        headers is not null && headers.TryGetLastBytes(FrameHeaders.TraceParent, out var bytes) && bytes.Length > 0 ? bytes : null;

    /// <summary>Begins a span under the record's trace; null, at no cost, when nobody listens.</summary>
    public static Activity? Start(string name, Headers? headers)
    {
        if (!WorkerTelemetry.Activities.HasListeners())
            return null;
        var parent = Of(headers) is { } bytes && ActivityContext.TryParse(Encoding.UTF8.GetString(bytes), null, isRemote: true, out var context)
            ? context
            : default;
        return WorkerTelemetry.Activities.StartActivity(name, ActivityKind.Consumer, parent);
    }

    /// <summary>What to send on: the span if there is one, else what came.</summary>
    public static byte[]? Next(Activity? activity, Headers? headers) =>
        activity?.Id is { } id ? Encoding.UTF8.GetBytes(id) : Of(headers);
}
