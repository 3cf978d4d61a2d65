using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>Whether a live may be sent to the ingest server.</summary>
/// <param name="MayPublish">Whether it may.</param>
/// <param name="Reason">Why, or why not.</param>
/// <param name="Orders">The orders that stop it; empty where none does.</param>
/// <param name="Until">When the last of them ends by itself; null where none stops it.</param>
public sealed record StreamAnswer(bool MayPublish, Reason Reason, IReadOnlyList<ActionId> Orders, DateTimeOffset? Until);

/// <summary>Answers an ingest server that asks whether a live may begin, or go on after a break.</summary>
public static class StreamGate
{
    private static readonly StreamAnswer Free = new(true, new Reason("unrestricted", "Nothing in force stops the live."), [], null);

    /// <summary>Answers for one live.</summary>
    /// <param name="live">The live.</param>
    /// <param name="watch">What is in force.</param>
    /// <param name="whenUnknown">What to answer while that is not known.</param>
    /// <param name="now">The time.</param>
    public static StreamAnswer Ask(LiveId live, RestrictionWatch watch, UnknownMemory whenUnknown, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(watch);
        if (watch.Known(now, out var unknown) is not { } book)
            return new StreamAnswer(whenUnknown == UnknownMemory.FailOpen, new Reason("memory_unknown", unknown), [], null);
        var stops = book.InForce(live, now).Where(restriction => restriction.Kind is ActionKind.PauseLive or ActionKind.CutLive).ToList();
        if (stops.Count == 0)
            return Free;
        var text = stops.Exists(stop => stop.Kind == ActionKind.CutLive) ? "The live was ended by moderation." : "The live is paused by moderation.";
        return new StreamAnswer(false, new Reason("live_stopped", text), [.. stops.Select(stop => stop.ActionId)], stops.Max(stop => stop.Until));
    }
}
