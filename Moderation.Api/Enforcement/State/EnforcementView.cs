using System.Collections.Concurrent;
using Moderation.Api.Enforcement.Controls;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.State;

/// <summary>What was last heard of enforcement, and how the switches are set; in memory, so that both are known while the database is away. Safe for one writer and many readers.</summary>
internal sealed class EnforcementView(TimeProvider time)
{
    /// <summary>Enforcement writes once a second. When nothing came for so long, nothing is enforced.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly ConcurrentDictionary<string, ControlRecord> _controls = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _times = new();
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Heard? _heard;
    private volatile string? _trouble;

    /// <summary>What enforcement said last; null when it never said anything.</summary>
    public EnforcementStateRecord? State => _heard?.State;

    /// <summary>Why this process hears nothing, where it is itself the reason; null when it is not.</summary>
    public string? Trouble => _trouble;

    /// <summary>How long ago enforcement was last heard of; null when it never was.</summary>
    public TimeSpan? Age => _heard is { } heard ? time.GetUtcNow() - heard.At is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero : null;

    /// <summary>Whether enforcement has been silent for longer than it ever should be.</summary>
    public bool IsSilent => Age is not { } age || age > Patience;

    /// <summary>Ends when everything was taken that lay in the topics at the start.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>Notes that it was.</summary>
    public void NoteCaughtUp() => _caughtUp.TrySetResult();

    /// <summary>Whether any switch with this key was ever taken.</summary>
    public bool Knows(string key) => _controls.ContainsKey(key);

    /// <summary>Takes what enforcement says.</summary>
    /// <param name="state">The record.</param>
    /// <param name="isOld">Whether it lay in the topic already when this process began to read.</param>
    public void Take(EnforcementStateRecord state, bool isOld)
    {
        // Read again from its beginning, the topic tells old news. Else what comes later is newer, whatever the clock of whoever took enforcement over says.
        if (isOld && _heard is { } known && known.State.At >= state.At)
            return;
        // The clocks of two machines may differ. One that speaks now is heard now; only of an old record must its own time be believed.
        var now = time.GetUtcNow();
        _heard = new Heard(state, isOld && state.At < now ? state.At : now);
    }

    /// <summary>Takes a switch; one set before what is known is old news.</summary>
    public void Take(ControlRecord control)
    {
        _times.AddOrUpdate(control.ToKey(), control.At, (_, last) => last > control.At ? last : control.At);
        _controls.AddOrUpdate(control.ToKey(), control, (_, known) => known.At >= control.At ? known : control);
    }

    /// <summary>Notes why nothing can be read, or that something can.</summary>
    public void Note(string? trouble) => _trouble = trouble;

    /// <summary>A time for a new switch that is after every other one over the same, whichever machine's clock that was set by; a switch that looks older would be passed over.</summary>
    public DateTimeOffset TimeFor(string key)
    {
        var now = time.GetUtcNow();
        return _times.AddOrUpdate(key, now, (_, last) => last >= now ? last + Step : now);
    }

    /// <summary>Switches that are not at enforce: as they are set, and as enforcement obeys them where it has not heard the newest.</summary>
    public IReadOnlyList<ControlInForceResponse> Controls()
    {
        var now = time.GetUtcNow();
        var obeyed = State?.Controls ?? [];
        var set = _controls.Values.Where(control => control.Mode != ControlMode.Enforce && (control.Until is not { } until || until > now)).ToList();
        return
        [
            .. set.Concat(obeyed.Where(control => set.TrueForAll(other => other.ToKey() != control.ToKey())))
                .OrderBy(control => control.ToKey(), StringComparer.Ordinal)
                .Select(control => ControlInForceResponse.Of(control, !IsSilent && obeyed.Contains(control))),
        ];
    }

    private sealed record Heard(EnforcementStateRecord State, DateTimeOffset At);
}
