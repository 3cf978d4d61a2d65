namespace Moderation.Api.PolicyReports;

internal static partial class Log
{
    [LoggerMessage(EventId = 9001, Level = LogLevel.Warning, Message = "Budgets of wrongful orders are not checked now and will be: {Reason}")]
    public static partial void BudgetsNotChecked(this ILogger logger, string reason, Exception? exception);
}
