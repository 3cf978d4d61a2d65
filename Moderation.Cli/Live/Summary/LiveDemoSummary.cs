using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Cli.Demo.Watch;

namespace Moderation.Cli.Live.Summary;

/// <summary>What a run came to: the last line of <c>moderation live-demo --json</c>. Times in milliseconds are null where a moment is not known.</summary>
internal sealed record LiveDemoSummary
{
    public required double Seconds { get; init; }

    public required IReadOnlyList<SummaryBroadcast> Lives { get; init; }

    public required IReadOnlyDictionary<string, int> ReportsByPolicy { get; init; }

    public required IReadOnlyList<SummaryOrder> Orders { get; init; }

    /// <summary>The cut of the child's live; null when none was ordered.</summary>
    public required SummaryCut? Cut { get; init; }

    /// <summary>Scored frames, from the service's captured-at to the signal on the topic.</summary>
    public required LatencySummary CapturedToSignalMs { get; init; }

    /// <summary>What the Worker's role counted: frames by fate, restarts by reason.</summary>
    public required IReadOnlyDictionary<string, long>? Worker { get; init; }

    public required IReadOnlyDictionary<string, double> StagesS { get; init; }

    public required IReadOnlyList<string> Errors { get; init; }

    [JsonIgnore]
    public bool IsHealthy => Errors.Count == 0;

    public string ToJson() => JsonSerializer.Serialize(this, LiveDemoJson.Default.LiveDemoSummary);
}

/// <param name="Live">Its id, and the stream's name.</param>
/// <param name="Shows">What can be seen.</param>
/// <param name="FramesOnTopic">Frames that the Worker published.</param>
/// <param name="FramesUnread">Frames among them whose painted number could not be read.</param>
/// <param name="FrameWrittenToCapturedMs">From the publisher's hand to the Worker's captured-at: encoding, nginx, decoding.</param>
/// <param name="FrameWrittenToTopicMs">From the publisher's hand to a reader of the topic.</param>
/// <param name="Belief">The belief that its host is under 18, at the end.</param>
/// <param name="Reports">Reports about it.</param>
/// <param name="Orders">Orders about it.</param>
internal sealed record SummaryBroadcast(
    string Live, string Shows, long FramesOnTopic, long FramesUnread, LatencySummary FrameWrittenToCapturedMs, LatencySummary FrameWrittenToTopicMs, double? Belief, int Reports, int Orders);

/// <param name="Live">The live.</param>
/// <param name="Kind">What was ordered.</param>
/// <param name="Policy">By which policy.</param>
/// <param name="Rung">By which rung.</param>
/// <param name="AtS">Seconds since the lives began.</param>
/// <param name="FrameToOrderMs">From the decisive frame in the publisher's hand to the order on the topic.</param>
internal sealed record SummaryOrder(string Live, string Kind, string Policy, string Rung, double AtS, double? FrameToOrderMs);

/// <param name="Live">The live.</param>
/// <param name="AtS">Seconds since the lives began at which the order was seen.</param>
/// <param name="FrameToOrderMs">From the decisive frame in the publisher's hand to the order on the topic.</param>
/// <param name="FrameToDroppedMs">To nginx's word that the connection is closed, as the receipt tells.</param>
/// <param name="FrameToPublisherExitMs">To the end of the publisher's program.</param>
/// <param name="OrderToDroppedMs">From the order on the topic to nginx's word.</param>
/// <param name="Outcome">What the receipt says.</param>
/// <param name="PublisherExitCode">Exit code of the publisher's program.</param>
/// <param name="CameBack">Whether the publisher got in again.</param>
internal sealed record SummaryCut(
    string Live, double AtS, double? FrameToOrderMs, double? FrameToDroppedMs, double? FrameToPublisherExitMs, double? OrderToDroppedMs, string Outcome, int? PublisherExitCode, bool? CameBack);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DictionaryKeyPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LiveDemoSummary))]
internal sealed partial class LiveDemoJson : JsonSerializerContext;
