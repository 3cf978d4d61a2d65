using Moderation.Cli.Demo.Watch;
using Moderation.Cli.Live.Enforcement;
using Moderation.Core.Wire;
using Moderation.Worker.Enforcement.Edges;

namespace Moderation.Cli.Live.Summary;

/// <summary>What followed from one order to cut.</summary>
/// <param name="Seen">The order, and when it was read from the topic.</param>
/// <param name="Carried">What became of it.</param>
/// <param name="ExitedAt">When the publisher's program ended; null when it did not.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="CameBack">Whether a second publisher with the same name got in; null when none was tried.</param>
internal sealed record CutStory(Seen<ActionRecord> Seen, CarriedCut Carried, DateTimeOffset? ExitedAt, int? ExitCode, bool? CameBack)
{
    public bool IsDropped => Carried.Outcome is DropOutcome.Dropped && ExitedAt is not null;
}
