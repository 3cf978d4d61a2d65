namespace Moderation.Api.Review.Audit;

/// <summary>Something that somebody did or saw, to be written down.</summary>
/// <param name="Kind">What: a stable word such as <c>evidence.viewed</c>.</param>
/// <param name="Actor">Who, by the name under which they are known here.</param>
/// <param name="Target">To what: an id, or a path of ids.</param>
/// <param name="Detail">More, to be written as JSON; null where there is nothing more. No chat, no pixels.</param>
internal sealed record AuditEvent(string Kind, string Actor, string Target, object? Detail);
