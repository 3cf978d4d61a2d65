namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>How far a backtest is. Written by the thread that folds, read by the one that tells.</summary>
internal sealed class BacktestProgress
{
    private const long Unknown = -1;

    private long _read;
    private long _total = Unknown;
    private long _gone;
    private long _liveTicks;

    public long SignalsRead
    {
        get => Volatile.Read(ref _read);
        set => Volatile.Write(ref _read, value);
    }

    /// <summary>Null until the log was looked at.</summary>
    public long? SignalsTotal
    {
        get => Volatile.Read(ref _total) is not Unknown and var total ? total : null;
        set => Volatile.Write(ref _total, value ?? Unknown);
    }

    public long SignalsGone
    {
        get => Volatile.Read(ref _gone);
        set => Volatile.Write(ref _gone, value);
    }

    public TimeSpan LiveTime
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _liveTicks));
        set => Volatile.Write(ref _liveTicks, value.Ticks);
    }
}

/// <summary>What a backtest came to, as it is stored.</summary>
/// <param name="Report">The report as JSON.</param>
/// <param name="Csv">Every subject as a table.</param>
/// <param name="Unreported">The gravest of the subjects that only the tried version reports, as JSON; null where nothing was compared.</param>
/// <param name="UnreportedCount">How many there are in all.</param>
internal sealed record BacktestAnswer(string Report, string Csv, string? Unreported = null, long? UnreportedCount = null);

/// <summary>A backtest cannot come to an end. The message tells whoever asked for it; there is no bug to trace.</summary>
internal sealed class BacktestFailedException : Exception
{
    public BacktestFailedException(string message)
        : base(message)
    {
    }

    public BacktestFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public BacktestFailedException()
    {
    }
}
