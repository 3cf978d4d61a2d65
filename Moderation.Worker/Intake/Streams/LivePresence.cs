namespace Moderation.Worker.Intake.Streams;

/// <summary>What follows for a live from a look at it.</summary>
internal enum PresenceChange
{
    None,
    Began,
    Ended,
}

/// <summary>Whether a live goes on, by when it was last heard of. Times are since any fixed moment and never go back.</summary>
/// <param name="endAfter">How long it may be silent.</param>
internal sealed class LivePresence(TimeSpan endAfter)
{
    private TimeSpan? _heardAt;

    public bool IsOn { get; private set; }

    /// <summary>When it was last heard of; null before the first time.</summary>
    public TimeSpan? HeardAt => _heardAt;

    /// <param name="heard">When it was heard of, at or before now; null when there was nothing new.</param>
    /// <param name="now">Now.</param>
    public PresenceChange Look(TimeSpan? heard, TimeSpan now)
    {
        if (heard is { } at && !(at <= _heardAt))
            _heardAt = at;
        var isOn = _heardAt is { } last && now - last <= endAfter;
        if (isOn == IsOn)
            return PresenceChange.None;
        IsOn = isOn;
        return isOn ? PresenceChange.Began : PresenceChange.Ended;
    }
}
