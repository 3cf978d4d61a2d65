using Moderation.Api.Access;
using Moderation.Api.Review.Cases;

namespace Moderation.Api.Publication.Events;

/// <summary>What one reader is told: what the caller may read, and of that what was asked for.</summary>
internal sealed class EventFilter(Caller caller, ReviewerCare care, string? queue, string? caseId, string? liveId)
{
    public bool Passes(ChangeEvent change) =>
        (queue is null || queue == change.Queue) && (caseId is null || caseId == change.CaseId) && (liveId is null || liveId == change.LiveId)
        && EventKinds.Permissions.TryGetValue(change.Kind, out var permission) && caller.Holds(permission)
        && (change.Queue is null || care.MayTake(caller, change.Queue));
}
