namespace Moderation.Worker.Intake.Streams;

/// <summary>Chooses frames by time: the first of every slot. So there are never more than asked for, and no drift.</summary>
/// <param name="framesPerSecond">Slots per second.</param>
internal sealed class FramePace(double framesPerSecond)
{
    private readonly long _slotTicks = (long)(TimeSpan.TicksPerSecond / framesPerSecond);
    private long _lastSlot = -1;

    /// <param name="since">When the frame came, since any fixed moment; never less than before.</param>
    public bool Chooses(TimeSpan since)
    {
        var slot = since.Ticks / _slotTicks;
        if (slot <= _lastSlot)
            return false;
        _lastSlot = slot;
        return true;
    }
}
