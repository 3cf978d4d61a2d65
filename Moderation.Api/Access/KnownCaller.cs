namespace Moderation.Api.Access;

/// <summary>A caller that is known by a secret, and until when.</summary>
internal sealed class KnownCaller(Caller caller, byte[] secretHash, DateTimeOffset expiresAt, DateTimeOffset? lastUsedAt)
{
    private long _usedAtTicks = lastUsedAt?.UtcTicks ?? 0;

    // Made once, because gifts wait for their answer.
    public CallerPrincipal Principal { get; } = new(caller);

    public Caller Caller => Principal.Caller;

    /// <summary>When it was used last, as far as is known; null: never.</summary>
    public DateTimeOffset? UsedAt => Interlocked.Read(ref _usedAtTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Whether the text is this caller's secret and still good.</summary>
    /// <param name="text">What the request carries.</param>
    /// <param name="now">The time.</param>
    /// <param name="idleAfter">After which time without use it ends.</param>
    public bool Proves(ReadOnlySpan<char> text, DateTimeOffset now, TimeSpan idleAfter)
    {
        if (!Credential.IsOf(text, secretHash) || now >= expiresAt || (UsedAt is { } used && now - used >= idleAfter))
            return false;
        Interlocked.Exchange(ref _usedAtTicks, now.UtcTicks);
        return true;
    }

    /// <summary>Takes over what was known of its use before it was read again.</summary>
    public void Follow(KnownCaller before)
    {
        if (before.UsedAt is { } used && used > UsedAt.GetValueOrDefault())
            Interlocked.Exchange(ref _usedAtTicks, used.UtcTicks);
    }
}
