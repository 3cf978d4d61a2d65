using Moderation.Core.Subjects;

namespace Moderation.Worker.Intake.Streams;

/// <summary>The streams that are read. Begins and ends them by who publishes, and tells of the lives. Not safe for several threads.</summary>
internal sealed class StreamBoard(StreamTools tools, SessionAnnouncer announcer, ILogger<StreamBoard> log)
{
    private readonly Dictionary<LiveId, Entry> _streams = [];
    private readonly IgnoredStreams _ignored = new(tools.Metrics, log);
    private readonly long _startedAt = tools.Time.GetTimestamp();

    private StreamsOptions Options => tools.Options;

    private sealed record Entry(LiveStream Stream, LivePresence Presence, bool IsFixed);

    /// <summary>Begins to read the streams of the configuration; each is a live from its first frame on.</summary>
    public void AddFixed()
    {
        foreach (var source in Options.Sources ?? [])
            Add(new StreamAddress(LiveId.Parse(source.LiveId), source.Url, PlayPath: null), Options.StallAfter + Options.EndAfter, isFixed: true);
    }

    /// <summary>Takes one look.</summary>
    /// <param name="publishing">Names of all streams that are published; null where that is not known: then nobody's live ends, and none begins.</param>
    public async Task LookAsync(IReadOnlyList<string>? publishing)
    {
        var now = Elapsed(tools.Time.GetTimestamp());
        if (publishing is not null)
        {
            await LookAtListedAsync(Listed(publishing), now);
            _ignored.EndLook();
        }

        foreach (var entry in _streams.Values)
        {
            if (entry.IsFixed)
                Announce(entry, FrameAt(entry), now);
            // not known is not gone
            if (entry.IsFixed || publishing is null)
                entry.Stream.Seen();
        }

        tools.Metrics.SetLive(_streams.Count);
    }

    /// <summary>Ends every reader. The lives go on without us, so nothing is told of them.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(_streams.Values.Select(entry => entry.Stream.DisposeAsync().AsTask()));
        _streams.Clear();
        tools.Metrics.SetLive(0);
    }

    private HashSet<LiveId> Listed(IReadOnlyList<string> publishing)
    {
        var listed = new HashSet<LiveId>();
        foreach (var name in publishing)
        {
            if (TextId.TryParse<LiveId>(name, out var live) && !LiveRecordCheck.IsReserved(live) && !(_streams.TryGetValue(live, out var known) && known.IsFixed))
                listed.Add(live);
            else
                _ignored.Note(name, StreamRefusal.BadName);
        }

        return listed;
    }

    private async Task LookAtListedAsync(HashSet<LiveId> listed, TimeSpan now)
    {
        foreach (var (live, entry) in _streams.Where(pair => !pair.Value.IsFixed).ToList())
        {
            if (listed.Contains(live))
                entry.Stream.Seen();
            // frames tell of a live as well as the page does, which may have been out of reach for long
            if (Announce(entry, listed.Contains(live) ? now : FrameAt(entry), now) != PresenceChange.Ended)
                continue;
            _streams.Remove(live);
            await entry.Stream.DisposeAsync();
        }

        foreach (var live in listed.Where(live => !_streams.ContainsKey(live)))
        {
            if (_streams.Count < Options.MaxStreams)
                Announce(Add(new StreamAddress(live, Options.PlayUrl, live.Value), Options.EndAfter, isFixed: false), now, now);
            else
                _ignored.Note(live.Value, StreamRefusal.Limit);
        }
    }

    private Entry Add(StreamAddress address, TimeSpan endAfter, bool isFixed)
    {
        var entry = new Entry(new LiveStream(address, tools), new LivePresence(endAfter), isFixed);
        _streams.Add(address.LiveId, entry);
        entry.Stream.Start();
        return entry;
    }

    private PresenceChange Announce(Entry entry, TimeSpan? heard, TimeSpan now)
    {
        var change = entry.Presence.Look(heard, now);
        var at = tools.Time.GetUtcNow() - (now - (entry.Presence.HeardAt ?? now));
        switch (change)
        {
            case PresenceChange.Began:
                announcer.Began(entry.Stream.LiveId, at);
                log.LiveBegan(entry.Stream.LiveId);
                break;
            case PresenceChange.Ended:
                announcer.Ended(entry.Stream.LiveId, at);
                log.LiveEnded(entry.Stream.LiveId);
                break;
        }

        return change;
    }

    private TimeSpan? FrameAt(Entry entry) => entry.Stream.LastFrameAt is { } at ? Elapsed(at) : null;

    private TimeSpan Elapsed(long timestamp) => tools.Time.GetElapsedTime(_startedAt, timestamp);
}
