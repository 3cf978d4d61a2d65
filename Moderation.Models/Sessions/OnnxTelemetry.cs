using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Moderation.Models.Sessions;

/// <summary>Keeps ONNX Runtime from telling its maker about this machine and its models.</summary>
/// <remarks>
/// Since 1.29 the packages for Linux keep a device id and a queue of events in the user's cache folder and send them out. The API that turns events off works
/// only after the first one is written; the variable, set before the library is loaded, turns off everything.
/// Source: https://github.com/microsoft/onnxruntime/pull/27379.
/// </remarks>
internal static class OnnxTelemetry
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "Must come before any session, whoever makes it.")]
    internal static void TurnOff() => NativeEnvironment.Set("ORT_DISABLE_TELEMETRY", "1");
}
