namespace Moderation.Api.Publication;

/// <summary>Puts into the outbox again what a broker that knows nothing must be told.</summary>
internal interface IAnnouncer
{
    /// <summary>Whether it is little enough to be told at every start, also to a broker that should know it.</summary>
    bool AtEveryStart { get; }

    /// <summary>Puts the newest record of every key into the outbox.</summary>
    Task AnnounceAsync(CancellationToken token);
}
