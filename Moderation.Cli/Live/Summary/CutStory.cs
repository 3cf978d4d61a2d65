using Moderation.Cli.Demo.Watch;
using Moderation.Core.Wire;

namespace Moderation.Cli.Live.Summary;

/// <summary>What followed from one order to cut.</summary>
/// <param name="Seen">The order, and when it was read from the topic.</param>
/// <param name="Receipt">What the service's edge says of it; null when nothing was said in time.</param>
/// <param name="ExitedAt">When the publisher's program ended; null when it did not.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="CameBack">Whether a second publisher with the same name got in; null when none was tried.</param>
internal sealed record CutStory(Seen<ActionRecord> Seen, ActionReceiptRecord? Receipt, DateTimeOffset? ExitedAt, int? ExitCode, bool? CameBack)
{
    public bool IsDropped => Receipt is { Status: ReceiptStatus.Applied } && ExitedAt is not null;

    /// <summary>The receipt in words.</summary>
    public string Outcome => Receipt is null ? "no receipt" : $"{WireWord.From(Receipt.Status)}: {Receipt.Detail}";
}
