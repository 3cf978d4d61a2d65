using Microsoft.Extensions.Options;

namespace Moderation.Api.Access;

/// <summary>Keys and sessions in memory. A request asks the database only when it brings what is not known here, and then all such requests together ask at most four times a second; while the database is away, whoever is known goes on.</summary>
internal sealed class CallerDirectory(CallerStore store, IOptions<SessionOptions> sessions, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(250);

    private readonly TimeSpan _idleAfter = sessions.Value.IdleAfter;
    private readonly SemaphoreSlim _reading = new(1);
    private volatile Books _books = new(CallerBook.Empty, CallerBook.Empty, DateTimeOffset.UnixEpoch);
    private long _usedWrittenAtTicks = DateTimeOffset.UnixEpoch.UtcTicks;

    /// <summary>The caller that a key or a session's secret proves; null where it proves none.</summary>
    /// <exception cref="Npgsql.NpgsqlException">It is not known here, and the database does not answer: whether it is good is unknown.</exception>
    public async ValueTask<KnownCaller?> FindAsync(string text, bool isKey, CancellationToken token)
    {
        if (Look(text, isKey, out var mayBeNew) is { } known)
            return known;
        if (!mayBeNew)
            return null;
        await ReadAsync(Spacing, token);
        return Look(text, isKey, out _);
    }

    /// <summary>Reads everybody again, and writes down who came.</summary>
    public async Task RefreshAsync(CancellationToken token)
    {
        await ReadAsync(TimeSpan.Zero, token);
        var (books, now) = (_books, time.GetUtcNow());
        var since = new DateTimeOffset(Interlocked.Read(ref _usedWrittenAtTicks), TimeSpan.Zero);
        await store.WriteUseAsync(books.Keys.UsedSince(since), books.Sessions.UsedSince(since), token);
        // Whoever asks at the same time writes some of it twice, which changes nothing.
        Interlocked.Exchange(ref _usedWrittenAtTicks, now.UtcTicks);
    }

    public void Dispose() => _reading.Dispose();

    private KnownCaller? Look(string text, bool isKey, out bool mayBeNew)
    {
        var id = Credential.IdOf(text, isKey ? Credential.KeyPrefix : Credential.SessionPrefix);
        var found = id.IsEmpty ? null : (isKey ? _books.Keys : _books.Sessions).Find(id);
        mayBeNew = !id.IsEmpty && found is null;
        return found?.Proves(text, time.GetUtcNow(), isKey ? TimeSpan.MaxValue : _idleAfter) == true ? found : null;
    }

    /// <summary>Reads everybody, unless somebody else began to after this was asked.</summary>
    private async Task ReadAsync(TimeSpan spacing, CancellationToken token)
    {
        var asked = time.GetUtcNow();
        await _reading.WaitAsync(token);
        try
        {
            if (_books.ReadAt > asked)
                return;
            if (_books.ReadAt + spacing - time.GetUtcNow() is { Ticks: > 0 } wait)
                await Task.Delay(wait, time, token);
            var now = time.GetUtcNow();
            var (keys, sessions) = (await store.KeysAsync(now, token), await store.SessionsAsync(now, token));
            _books = new Books(new CallerBook(keys, _books.Keys), new CallerBook(sessions, _books.Sessions), now);
        }
        finally
        {
            _reading.Release();
        }
    }

    private sealed record Books(CallerBook Keys, CallerBook Sessions, DateTimeOffset ReadAt);
}
