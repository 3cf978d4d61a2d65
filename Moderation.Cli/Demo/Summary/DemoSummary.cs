using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Cli.Demo.Watch;

namespace Moderation.Cli.Demo.Summary;

/// <summary>What a run came to: the last line of <c>moderation demo --json</c>.</summary>
internal sealed record DemoSummary
{
    /// <summary>From the first frame to the last, in seconds.</summary>
    public required double Seconds { get; init; }

    public required int Lives { get; init; }

    public required long FramesSent { get; init; }

    /// <summary>What became of the frames: <c>scored</c>, <c>not_scored_…</c>, <c>sampled_out_…</c>, <c>refused_…</c>.</summary>
    public required IReadOnlyDictionary<string, long> Fates { get; init; }

    /// <summary>Whether every frame sent has exactly one fate; null when the Worker's counters could not be read.</summary>
    public required bool? FatesAddUp { get; init; }

    public required long Faces { get; init; }

    public required long LinesSent { get; init; }

    /// <summary>What became of the text lines: <c>scored</c>, <c>not_scored_…</c>, <c>skipped_…</c>, <c>refused_…</c>.</summary>
    public required IReadOnlyDictionary<string, long> LineFates { get; init; }

    /// <summary>Whether every line sent has exactly one fate; null when the Worker's counters could not be read.</summary>
    public required bool? LineFatesAddUp { get; init; }

    /// <summary>Scored lines that reached the operating point of some label.</summary>
    public required long LinesFlagged { get; init; }

    public required long GiftsSent { get; init; }

    public required long CoinsSent { get; init; }

    /// <summary>Gifts that the lives' logs hold; as many as were sent, once all have arrived.</summary>
    public required long GiftsInLog { get; init; }

    public required long FlagsSent { get; init; }

    /// <summary>Flags that the lives' logs hold.</summary>
    public required long FlagsInLog { get; init; }

    public required IReadOnlyList<SummaryParticipant> Participants { get; init; }

    /// <summary>Decisions by policy, and by what followed from them: <c>enforced</c>, <c>awaiting_confirmation</c>, <c>recorded</c>, <c>exempt</c>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Decisions { get; init; }

    public required IReadOnlyList<SummaryReport> Reports { get; init; }

    public required IReadOnlyDictionary<string, int> ReportsByPolicy { get; init; }

    /// <summary>Orders that were released to the platform.</summary>
    public required IReadOnlyList<SummaryAction> Actions { get; init; }

    /// <summary>What the platform made of them.</summary>
    public required SummaryOrders Orders { get; init; }

    public required TimeToFirstReport? TimeToFirstReportS { get; init; }

    public required SummaryLatency Latency { get; init; }

    /// <summary>Seconds since the process began at which each stage of the start was done.</summary>
    public required IReadOnlyDictionary<string, double> StagesS { get; init; }

    public required IReadOnlyList<string> Errors { get; init; }

    /// <summary>Whether frames were scored (and lines, where some were sent), everything has a fate or is in the log, the platform has answered every order, and nothing broke.</summary>
    [JsonIgnore]
    public bool IsHealthy => Errors.Count == 0 && FatesAddUp is not false && LineFatesAddUp is not false && GiftsInLog == GiftsSent && FlagsInLog == FlagsSent
        && Orders.Answered == Orders.Released
        && Fates.GetValueOrDefault("scored") > 0 && (LinesSent == 0 || LineFates.GetValueOrDefault("scored") > 0);

    public string ToJson() => JsonSerializer.Serialize(this, SummaryJson.Default.DemoSummary);
}

/// <summary>Where the evidence about one person ended.</summary>
internal sealed record SummaryParticipant(string Live, string Participant, double? Belief, string? UnknownBecause, double ClearFaceS, double? MeanReadYears);

/// <summary>One report; its participant is the subject in one word, its belief is null where it does not rest on a face, its second counts from the first frame.</summary>
/// <param name="Live">The live.</param>
/// <param name="SubjectKind">What sort of subject.</param>
/// <param name="Participant">The subject.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Priority">How soon somebody must look.</param>
/// <param name="Rung">Its rung.</param>
/// <param name="Proposes">Orders that wait for people.</param>
/// <param name="Belief">Belief that the person is under 18.</param>
/// <param name="AtS">When.</param>
internal sealed record SummaryReport(
    string Live, string SubjectKind, string Participant, string Policy, string Priority, string Rung, IReadOnlyList<string> Proposes, double? Belief, double AtS);

/// <summary>One order; its second counts from the first frame.</summary>
internal sealed record SummaryAction(string Live, string Participant, string Policy, string Rung, string Kind, double? Belief, double AtS);

/// <summary>The platform's side of the orders, reversals included.</summary>
/// <param name="Released">Different orders that came.</param>
/// <param name="Deliveries">How often one came, repeated ones included.</param>
/// <param name="Answered">Different orders that were answered.</param>
/// <param name="Refused">Those of them that were refused.</param>
/// <param name="Reversed">Effects that were taken back.</param>
/// <param name="InForce">Effects that held at the end.</param>
/// <param name="RequestToEffectMs">From the release until it was carried out.</param>
internal sealed record SummaryOrders(int Released, long Deliveries, int Answered, int Refused, int Reversed, int InForce, LatencySummary RequestToEffectMs);

/// <summary>In seconds.</summary>
internal sealed record TimeToFirstReport(double FromProcessStart, double FromFirstFrame);

internal sealed record SummaryLatency(
    LatencySummary FrameToSignalMs, LatencySummary FrameToReportMs, LatencySummary LineToSignalMs, LatencySummary LineToReportMs, LatencySummary GiftToReportMs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DictionaryKeyPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DemoSummary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
