using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;

namespace Moderation.Api.Publication.Events;

/// <summary>Counts who reads, so that nobody takes all connections.</summary>
internal sealed class EventReaders
{
    private readonly Dictionary<string, int> _byCaller = [];
    private readonly EventOptions _options;
    private readonly Counter<long> _resets;
    private int _count;

    public EventReaders(IOptions<EventOptions> options, IMeterFactory meters)
    {
        _options = options.Value;
        var meter = meters.Create(Telemetry.MeterName);
        meter.CreateObservableGauge("moderation.events.readers", () => Count, "{reader}", "Readers of events that are connected to this process.");
        _resets = meter.CreateCounter<long>("moderation.events.resets", "{reset}", "How often a reader had to be told to read everything anew, by reason.");
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>Lets a reader in.</summary>
    /// <returns>What ends its stay; null where there are as many as may be.</returns>
    public IDisposable? Enter(string callerId)
    {
        lock (_byCaller)
        {
            var own = _byCaller.GetValueOrDefault(callerId);
            if (_count >= _options.Readers || own >= _options.ReadersPerCaller)
                return null;
            (_byCaller[callerId], _count) = (own + 1, _count + 1);
            return new Stay(this, callerId);
        }
    }

    public void WasReset(string reason) => _resets.Add(1, new KeyValuePair<string, object?>("reason", reason));

    private void Leave(string callerId)
    {
        lock (_byCaller)
        {
            _count--;
            if (--_byCaller[callerId] == 0)
                _byCaller.Remove(callerId);
        }
    }

    private sealed class Stay(EventReaders readers, string callerId) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                readers.Leave(callerId);
        }
    }
}
