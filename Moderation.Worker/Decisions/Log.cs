using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Worker.Decisions;

internal static partial class Log
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "Report {ReportId} on live {LiveId}: {Policy}, rung {Rung}")]
    public static partial void Reported(this ILogger logger, ReportId reportId, LiveId liveId, string policy, string rung);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Information, Message = "Action {ActionId} on live {LiveId}: {Kind} by {Policy}, rung {Rung}")]
    public static partial void Ordered(this ILogger logger, ActionId actionId, LiveId liveId, ActionKind kind, string policy, string rung);
}
