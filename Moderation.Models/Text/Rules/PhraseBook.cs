namespace Moderation.Models.Text.Rules;

/// <summary>The phrases of the data files, compiled once: words to ids, and a tree of word sequences.</summary>
/// <remarks>Threads: immutable. Data: <c>cues-v1.tsv</c>, <c>services-v1.tsv</c>, embedded.</remarks>
internal sealed class PhraseBook
{
    private const int AnyWord = 0;

    private readonly Dictionary<ulong, int> _ids = [];
    private readonly Dictionary<long, int> _edges = [];
    private readonly List<PhraseKind> _kinds = [PhraseKind.None];
    private readonly List<bool> _hasAny = [false];
    private readonly ulong[] _slots;
    private readonly int[] _slotIds;
    private readonly int[] _roots;
    private readonly bool[] _names;

    private PhraseBook(IEnumerable<string> rows)
    {
        foreach (var row in rows.Where(row => row.Length > 0 && row[0] != '#'))
        {
            var (kind, pattern) = row.Split('\t') is [var word, var text] ? (Kind(word), text) : throw new InvalidDataException($"not a kind and a pattern: {row}");
            foreach (var sequence in PhrasePattern.Expand(pattern))
                Add(kind, sequence);
        }

        (_slots, _slotIds) = Table(_ids);
        _roots = new int[_ids.Count + 1];
        _names = new bool[_ids.Count + 1];
        for (var word = 1; word < _roots.Length; word++)
        {
            if (_edges.TryGetValue(Edge(0, word), out var root))
                (_roots[word], _names[word]) = (root, IsName(_kinds[root]));
        }
    }

    /// <summary>The book of this build.</summary>
    public static PhraseBook Current { get; } = new(Rows("services-v1.tsv").Concat(Rows("cues-v1.tsv")));

    /// <summary>The word with this hash; 0 when it is in no phrase.</summary>
    public int WordId(ulong hash)
    {
        var mask = _slots.Length - 1;
        for (var slot = Slot(hash, mask); _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (_slots[slot] == hash)
                return _slotIds[slot];
        }

        return 0;
    }

    /// <summary>Whether the word alone names a service: worth looking for in disguise.</summary>
    public bool IsName(int word) => _names[word];

    /// <summary>What the word says alone; none for a word that is only part of phrases.</summary>
    public PhraseKind KindOf(int word) => _kinds[_roots[word]];

    /// <summary>The longest phrase that begins at a word; kind none when there is none.</summary>
    public Phrase Find(ReadOnlySpan<LineWord> words, int first)
    {
        var root = _roots[words[first].Id];
        return root == 0 ? default : Walk(words, first, first, root);
    }

    private Phrase Walk(ReadOnlySpan<LineWord> words, int first, int at, int node)
    {
        var best = new Phrase(_kinds[node], first, at);
        if (++at == words.Length)
            return best;
        if (words[at].Id != 0 && _edges.TryGetValue(Edge(node, words[at].Id), out var next))
            best = Longer(best, Walk(words, first, at, next));
        if (_hasAny[node])
            best = Longer(best, Walk(words, first, at, _edges[Edge(node, AnyWord)]));
        return best;
    }

    private static Phrase Longer(Phrase one, Phrase other) =>
        other.Kind != PhraseKind.None && (one.Kind == PhraseKind.None || other.Last > one.Last) ? other : one;

    private void Add(PhraseKind kind, string[] sequence)
    {
        var node = 0;
        foreach (var text in sequence)
        {
            var word = text == PhrasePattern.Any ? AnyWord : IdOf(text);
            _hasAny[node] |= word == AnyWord;
            if (!_edges.TryGetValue(Edge(node, word), out var next))
            {
                _edges[Edge(node, word)] = next = _kinds.Count;
                _kinds.Add(PhraseKind.None);
                _hasAny.Add(false);
            }

            node = next;
        }

        if (node == 0 || sequence[0] == PhrasePattern.Any || (_kinds[node] != PhraseKind.None && _kinds[node] != kind))
            throw new InvalidDataException($"'{string.Join(' ', sequence)}' is empty, begins with any word, or is {_kinds[node]} already");
        _kinds[node] = kind;
    }

    private int IdOf(string text)
    {
        Span<char> folded = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++)
            folded[i] = char.IsSurrogate(text[i]) ? text[i] : UnitFold.Fold(text[i]);
        var hash = WordHash.Of(folded);
        if (!_ids.TryGetValue(hash, out var id))
            _ids[hash] = id = _ids.Count + 1;
        return id;
    }

    private static bool IsName(PhraseKind kind) =>
        kind is PhraseKind.Platform or PhraseKind.PlatformWeak or PhraseKind.Payment or PhraseKind.Prepaid16 or PhraseKind.Prepaid10 or PhraseKind.MailHost;

    private static PhraseKind Kind(string word) => Enum.Parse<PhraseKind>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    private static (ulong[] Slots, int[] Ids) Table(Dictionary<ulong, int> ids)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)ids.Count * 3);
        var (slots, slotIds) = (new ulong[size], new int[size]);
        foreach (var (hash, id) in ids)
        {
            var slot = Slot(hash, size - 1);
            while (slots[slot] != 0)
                slot = (slot + 1) & (size - 1);
            (slots[slot], slotIds[slot]) = (hash, id);
        }

        return (slots, slotIds);
    }

    private static long Edge(int node, int word) => ((long)node << 32) | (uint)word;

    private static int Slot(ulong hash, int mask) => (int)(hash ^ (hash >> 32)) & mask;

    private static List<string> Rows(string name) => [.. RuleData.Read(name)];
}
