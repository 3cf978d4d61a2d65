using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Everybody in one live whom evidence is kept about, besides the people on screen, who are in the roster.</summary>
/// <remarks>
/// Authors and pairs are followed from their first flagged line (pairs also from the first cue), gifters from their first gift: a crowd of ordinary
/// authors costs nothing, and cannot push out those whom evidence is kept about.
/// </remarks>
internal sealed class SubjectBook
{
    private readonly LiveRoom _room;
    private RecentMap<UserId, Subject> _authors;
    private RecentMap<UserId, Subject> _gifters;
    private RecentMap<(UserId Speaker, UserId? Other), Subject> _pairs;
    private readonly Func<UserId, Subject> _makeAuthor;
    private readonly Func<UserId, Subject> _makeGifter;
    private readonly Func<(UserId Speaker, UserId? Other), Subject> _makePair;

    public SubjectBook(LiveRoom room)
    {
        _room = room;
        _authors = new(room.Rules.Text.MaxAuthors);
        _gifters = new(room.Rules.Tracks.MaxGifters);
        _pairs = new(room.Rules.Text.MaxPairs);
        Live = new Subject(room, SubjectKind.Live);
        _makeAuthor = user => new Subject(room, SubjectKind.Author, user: user);
        _makeGifter = user => new Subject(room, SubjectKind.Gifter, user: user);
        _makePair = pair => new Subject(room, SubjectKind.Pair, user: pair.Speaker, other: pair.Other);
    }

    public Subject Live { get; }

    /// <summary>Subjects that had to make place since the last look.</summary>
    public int Dropped { get; set; }

    /// <summary>When time alone can change something for the first time; whoever changes a subject tells.</summary>
    public DateTimeOffset DueAt { get; set; } = DateTimeOffset.MaxValue;

    public Subject? Author(UserId user, bool mayMake) => Find(_authors, user, _makeAuthor, mayMake);

    public Subject? Pair(UserId speaker, UserId? other, bool mayMake) => Find(_pairs, (speaker, other), _makePair, mayMake);

    public Subject? Gifter(UserId user, bool mayMake) => Find(_gifters, user, _makeGifter, mayMake);

    /// <summary>Forgets the evidence about everybody, and altogether those of whom nothing was decided.</summary>
    public void End(DateTimeOffset now)
    {
        foreach (var subject in All())
            subject.End(now);
        _authors = Decided(_authors, _room.Rules.Text.MaxAuthors);
        _gifters = Decided(_gifters, _room.Rules.Tracks.MaxGifters);
        _pairs = Decided(_pairs, _room.Rules.Text.MaxPairs);
        DueAt = DateTimeOffset.MaxValue;
    }

    /// <summary>Everybody, people on screen included, always in the same order.</summary>
    public IEnumerable<Subject> All() =>
    [
        Live, .. _room.Roster.People.Select(person => person.Subject),
        .. Entries(_authors).Select(entry => entry.Value), .. Entries(_pairs).Select(entry => entry.Value), .. Entries(_gifters).Select(entry => entry.Value),
    ];

    public void Save(StateWriter writer)
    {
        writer.Write(DueAt);
        SubjectMemory.Save(writer, Live);
        foreach (var person in _room.Roster.People)
            SubjectMemory.Save(writer, person.Subject);
        Save(writer, Entries(_authors), key => SubjectMemory.SaveKey(writer, key));
        Save(writer, Entries(_pairs), key => SubjectMemory.SaveKey(writer, key.Speaker, key.Other));
        Save(writer, Entries(_gifters), key => SubjectMemory.SaveKey(writer, key));
    }

    /// <summary>Reads back what was written down; the roster is there already.</summary>
    public void Load(StateReader reader)
    {
        DueAt = reader.ReadTime();
        SubjectMemory.Load(reader, _room, Live);
        foreach (var person in _room.Roster.People)
            SubjectMemory.Load(reader, _room, person.Subject);
        Load(reader, key => Author(key.User, mayMake: true)!);
        Load(reader, key => Pair(key.User, key.Other, mayMake: true)!);
        Load(reader, key => Gifter(key.User, mayMake: true)!);
        Dropped = 0;
    }

    private static RecentMap<TKey, Subject> Decided<TKey>(RecentMap<TKey, Subject> map, int capacity)
        where TKey : notnull
    {
        var kept = new RecentMap<TKey, Subject>(capacity);
        foreach (var (key, subject) in map)
        {
            if (subject.HasStates)
                kept.Put(key, subject);
        }

        return kept;
    }

    // Whoever was touched longest ago first, so that reading back in this order restores it.
    private static List<(TKey Key, Subject Value)> Entries<TKey>(RecentMap<TKey, Subject> map)
        where TKey : notnull
    {
        var entries = new List<(TKey, Subject)>(map.Count);
        foreach (var entry in map)
            entries.Add(entry);
        return entries;
    }

    private static void Save<TKey>(StateWriter writer, IEnumerable<(TKey Key, Subject Value)> entries, Action<TKey> saveKey)
    {
        var all = entries.ToList();
        writer.Write((long)all.Count);
        foreach (var (key, subject) in all)
        {
            saveKey(key);
            SubjectMemory.Save(writer, subject);
        }
    }

    private void Load(StateReader reader, Func<(UserId User, UserId? Other), Subject> make)
    {
        for (var left = reader.ReadCount(); left > 0; left--)
            SubjectMemory.Load(reader, _room, make(SubjectMemory.LoadKey(reader)));
    }

    private Subject? Find<TKey>(RecentMap<TKey, Subject> map, TKey key, Func<TKey, Subject> make, bool mayMake)
        where TKey : notnull
    {
        if (!mayMake)
            return map.TryGet(key, out var found) ? found : null;
        var (subject, madePlace) = map.Touch(key, make);
        Dropped += madePlace ? 1 : 0;
        return subject;
    }
}
