using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Switches and verdicts that enforcement is told in tests.</summary>
internal static class EnforcementRecords
{
    public static ControlRecord Off(DateTimeOffset at, bool lift = false) => Switch(ControlMode.Off, at) with { Lift = lift };

    public static ControlRecord Switch(ControlMode mode, DateTimeOffset at, ControlScope scope = ControlScope.Everything, string? name = null) => new()
    {
        V = 1, Scope = scope, Name = name, Mode = mode, At = at, Actor = "on.call", Note = "a test",
    };

    public static VerdictRecord Verdict(ActionRecord order, VerdictKind kind, DateTimeOffset at) => new()
    {
        V = 1, LiveId = order.LiveId, ReportId = order.ReportId, VerdictId = $"v-{WireWord.From(kind)}-{order.ReportId}", At = at, Kind = kind, ReasonCode = "looked",
    };
}
