using Moderation.Core.Subjects;

namespace Moderation.Worker.Sampling;

/// <summary>Lives in which a scored line was flagged not long ago. Safe for several threads.</summary>
internal sealed class LivesAtRisk(ChatSamplingOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<LiveId, DateTimeOffset> _flaggedAt = [];
    private readonly Queue<(LiveId Live, DateTimeOffset At)> _byTime = [];

    public void Flagged(LiveId live, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_flaggedAt.ContainsKey(live))
                _byTime.Enqueue((live, now));
            _flaggedAt[live] = now;
            Forget(now);
        }
    }

    public bool Has(LiveId live, DateTimeOffset now)
    {
        lock (_gate)
            return _flaggedAt.TryGetValue(live, out var at) && now - at <= options.RiskLasts;
    }

    private void Forget(DateTimeOffset now)
    {
        while (_byTime.TryPeek(out var oldest) && (_byTime.Count > options.MaxLives || now - oldest.At > options.RiskLasts))
        {
            _byTime.Dequeue();
            var last = _flaggedAt[oldest.Live];
            if (_byTime.Count < options.MaxLives && now - last <= options.RiskLasts)
                _byTime.Enqueue((oldest.Live, last));
            else
                _flaggedAt.Remove(oldest.Live);
        }
    }
}
