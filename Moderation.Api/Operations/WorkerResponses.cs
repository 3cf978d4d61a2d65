namespace Moderation.Api.Operations;

/// <summary>What the Workers do, as the process that answers saw it last.</summary>
/// <param name="Setting">The setting that lists the Workers.</param>
/// <param name="Workers">Those that are listed, in that order; with none, what Workers do is unknown here.</param>
public sealed record WorkersResponse(string Setting, IReadOnlyList<WorkerResponse> Workers);

/// <summary>What one Worker does. What is not known is null, and never zero.</summary>
/// <param name="Address">Where it serves health and metrics.</param>
/// <param name="SeenAt">When it last answered; null while it never did.</param>
/// <param name="UnknownSince">Since when it has not answered: since it last did, or since this process began to ask. Null while it answers.</param>
/// <param name="Trouble">Why it is unknown; null while it answers, or while it was not asked yet.</param>
/// <param name="Frames">Frames of lives; null while it does not answer.</param>
/// <param name="Messages">Messages of chats; null while it does not answer.</param>
public sealed record WorkerResponse(string Address, DateTimeOffset? SeenAt, DateTimeOffset? UnknownSince, string? Trouble, WorkerFlow? Frames, WorkerFlow? Messages);

/// <summary>What came of the frames or messages that a Worker read. Rates are over the time between its last two looks.</summary>
/// <param name="OverSeconds">That time; null after the first look, and after the Worker was started anew.</param>
/// <param name="Read">Those it read.</param>
/// <param name="Sampled">Of these, those chosen for the models.</param>
/// <param name="Scored">Those that the models answered for.</param>
/// <param name="Shed">Those that were not scored, by reason: <c>rate</c> (its slot had a frame already), <c>out_of_order</c>, <c>stale</c>, <c>overload</c>; for messages <c>backlog</c>, <c>late</c>, <c>too_old</c>.</param>
public sealed record WorkerFlow(double? OverSeconds, WorkerCount Read, WorkerCount Sampled, WorkerCount Scored, IReadOnlyDictionary<string, WorkerCount> Shed);

/// <summary>One counter.</summary>
/// <param name="Total">Since the Worker's process began.</param>
/// <param name="PerSecond">Between the last two looks; null where there are not two.</param>
public sealed record WorkerCount(long Total, double? PerSecond);
