namespace Moderation.Core.Enforcement;

/// <summary>What was said about something that is not known yet: at most so much, the oldest goes first.</summary>
internal sealed class RecentWords<TKey, TWord>(int most)
    where TKey : notnull
{
    private readonly Dictionary<TKey, List<TWord>> _words = [];
    private readonly Queue<TKey> _oldest = [];

    public IReadOnlyList<TWord> About(TKey key) => _words.TryGetValue(key, out var words) ? words : [];

    public void Add(TKey key, TWord word)
    {
        if (!_words.TryGetValue(key, out var words))
            _words.Add(key, words = []);
        words.Add(word);
        _oldest.Enqueue(key);
        if (_oldest.Count <= most)
            return;
        var dropped = _oldest.Dequeue();
        _words[dropped].RemoveAt(0);
        if (_words[dropped].Count == 0)
            _words.Remove(dropped);
    }
}
