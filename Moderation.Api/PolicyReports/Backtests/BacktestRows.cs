using System.Text.Json;
using Moderation.Api.Http;
using Moderation.Core.PolicyReports.Backtests;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>A backtest as callers see it, out of <c>policy_backtest</c> and the versions that it names.</summary>
internal sealed record BacktestRow
{
    public string BacktestId { get; init; } = "";

    public string PolicyName { get; init; } = "";

    public string State { get; init; } = "";

    public string AskedBy { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    public string CandidateHash { get; init; } = "";

    public int? CandidateVersion { get; init; }

    public string? AgainstHash { get; init; }

    public int? AgainstVersion { get; init; }

    public DateTimeOffset? EventFrom { get; init; }

    public DateTimeOffset? EventTo { get; init; }

    public DateTimeOffset? BegunAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public long SignalsRead { get; init; }

    public long? SignalsTotal { get; init; }

    public long SignalsGone { get; init; }

    public double LiveSeconds { get; init; }

    public string? CancelledBy { get; init; }

    public string? Failure { get; init; }

    public string? Report { get; init; }

    public Cursor Cursor => new(AskedAt, BacktestId);

    /// <summary>The state as a word of the code.</summary>
    public BacktestState Phase => WireWord.Parse<BacktestState>(State);

    public BacktestResponse ToResponse() => new()
    {
        BacktestId = BacktestId,
        Policy = PolicyName,
        State = Phase,
        AskedBy = AskedBy,
        AskedAt = AskedAt,
        Candidate = new BacktestSheetResponse(CandidateHash, CandidateVersion),
        Against = AgainstHash is null ? null : new BacktestSheetResponse(AgainstHash, AgainstVersion),
        From = EventFrom,
        To = EventTo,
        BegunAt = BegunAt,
        EndedAt = EndedAt,
        Progress = new BacktestProgressResponse
        {
            SignalsRead = SignalsRead,
            SignalsTotal = SignalsTotal,
            SignalsGone = SignalsGone,
            Share = Share(),
            LiveHours = TimeSpan.FromSeconds(LiveSeconds).TotalHours,
        },
        CancelledBy = CancelledBy,
        Failure = Failure,
        Report = Report is null ? null : JsonSerializer.Deserialize<BacktestReport>(Report, JsonSerializerOptions.Web),
        Links = new BacktestLinks($"/v1/policies/{PolicyName}/backtests/{BacktestId}", $"/v1/policies/{PolicyName}/backtests/{BacktestId}.csv", $"/v1/policies/{PolicyName}"),
    };

    private double? Share() => (Phase, SignalsTotal) switch
    {
        (BacktestState.Done, _) => 1,
        (_, null) => null,
        (_, 0) => 0,
        (_, { } total) => Math.Min(1, (double)SignalsRead / total),
    };
}

/// <summary>A backtest as the process that runs it sees it.</summary>
internal sealed record ClaimedBacktest
{
    public string BacktestId { get; init; } = "";

    public string PolicyName { get; init; } = "";

    public int Attempt { get; init; }

    public int Losses { get; init; }

    public string CandidateSheet { get; init; } = "";

    public string? AgainstSheet { get; init; }

    public DateTimeOffset? EventFrom { get; init; }

    public DateTimeOffset? EventTo { get; init; }
}

/// <summary>The table of a backtest.</summary>
internal sealed record BacktestCsvRow
{
    public string State { get; init; } = "";

    public string? Csv { get; init; }
}
