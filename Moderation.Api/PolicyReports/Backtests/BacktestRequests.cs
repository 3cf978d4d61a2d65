using System.Text.Json.Serialization;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>Asks what a sheet would have done.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StartBacktestRequest
{
    /// <summary>The sheet's text, as YAML or in its JSON form. Either this or <see cref="SheetHash"/>.</summary>
    public string? Sheet { get; init; }

    /// <summary>A stored version of the policy, by its hash or its number.</summary>
    public string? SheetHash { get; init; }

    /// <summary>What it is compared with: <c>live</c>, or a stored version by its hash or its number. Left out: nothing.</summary>
    public string? Against { get; init; }

    /// <summary>Signals count from this event time on, with offset, such as 2026-01-31T18:05:00Z. Left out: from the first that the broker holds.</summary>
    public string? From { get; init; }

    /// <summary>Signals count before this event time, with offset. Left out: to the last that the broker holds when the backtest begins.</summary>
    public string? To { get; init; }

    /// <summary>In whose name, from a caller that may name an actor; may stand in the header <c>Actor</c> instead.</summary>
    public string? Actor { get; init; }
}
