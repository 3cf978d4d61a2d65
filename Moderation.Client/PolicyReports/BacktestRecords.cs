namespace Moderation.Client.PolicyReports;

/// <summary>Asks for cases out of a backtest.</summary>
public sealed record OpenBacktestCasesRequest
{
    /// <summary>How many cases the backtest may have in all; 50 where it is left out.</summary>
    public int? Limit { get; init; }

    /// <summary>In whose name, from a key that may name an actor.</summary>
    public string? Actor { get; init; }
}

/// <summary>What came of it.</summary>
public sealed record BacktestCasesResponse
{
    /// <summary>Cases that were opened now.</summary>
    public required int Opened { get; init; }

    /// <summary>Subjects that a case of the policy asks about already, or asked: one that a report opened, or a backtest, this one included.</summary>
    public required int AlreadyCovered { get; init; }

    /// <summary>Subjects without a case: those beyond the limit.</summary>
    public required long LeftOver { get; init; }
}
