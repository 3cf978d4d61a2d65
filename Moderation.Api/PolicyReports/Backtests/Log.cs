using Confluent.Kafka;

namespace Moderation.Api.PolicyReports.Backtests;

internal static partial class Log
{
    [LoggerMessage(EventId = 9010, Level = LogLevel.Information, Message = "Backtest {BacktestId} of {Policy} begun, attempt {Attempt}")]
    public static partial void BacktestBegun(this ILogger logger, string backtestId, string policy, int attempt);

    [LoggerMessage(EventId = 9011, Level = LogLevel.Information, Message = "Backtest {BacktestId} done: {Signals} signals, {LiveHours} h of live")]
    public static partial void BacktestDone(this ILogger logger, string backtestId, long signals, double liveHours);

    [LoggerMessage(EventId = 9012, Level = LogLevel.Warning, Message = "Backtest {BacktestId} failed: {Reason}")]
    public static partial void BacktestFailed(this ILogger logger, string backtestId, string reason, Exception? exception);

    [LoggerMessage(EventId = 9013, Level = LogLevel.Information, Message = "Backtest {BacktestId} was cancelled, or is another process's now")]
    public static partial void BacktestGivenUp(this ILogger logger, string backtestId);

    [LoggerMessage(EventId = 9014, Level = LogLevel.Information, Message = "Backtest {BacktestId} is put back to be begun again: the service stops")]
    public static partial void BacktestPutBack(this ILogger logger, string backtestId);

    [LoggerMessage(EventId = 9015, Level = LogLevel.Warning, Message = "Backtests wait for the database: {Reason}")]
    public static partial void BacktestsInterrupted(this ILogger logger, string reason, Exception? exception);

    [LoggerMessage(EventId = 9016, Level = LogLevel.Debug, Message = "Reading the log of signals: {Code} {Reason}")]
    public static partial void LogReaderError(this ILogger logger, ErrorCode code, string reason);
}
