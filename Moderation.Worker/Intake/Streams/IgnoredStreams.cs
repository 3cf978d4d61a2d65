using System.Security.Cryptography;
using System.Text;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Why a stream that somebody publishes is not read.</summary>
internal enum StreamRefusal
{
    /// <summary>Its name cannot be a live's id.</summary>
    BadName,

    /// <summary>As many as allowed are read already.</summary>
    Limit,
}

/// <summary>Counts and logs each stream that is not read once, however often it is seen.</summary>
internal sealed class IgnoredStreams(StreamMetrics metrics, ILogger log)
{
    // names are whatever a publisher sends: what is kept of them, and how much is logged, is bounded
    private const int MostKept = 10_000;
    private const int HashDigits = 12;
    private Dictionary<string, StreamRefusal> _before = [];
    private Dictionary<string, StreamRefusal> _now = [];

    public void Note(string name, StreamRefusal refusal)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashDigits];
        if (_now.Count >= MostKept || !_now.TryAdd(hash, refusal) || (_before.TryGetValue(hash, out var known) && known == refusal))
            return;
        metrics.CountIgnored(refusal);
        log.StreamIgnored(refusal.ToString(), name.Length, hash);
    }

    /// <summary>One look at all streams is over: whatever was not noted in it is forgotten.</summary>
    public void EndLook()
    {
        (_before, _now) = (_now, _before);
        _now.Clear();
    }
}
