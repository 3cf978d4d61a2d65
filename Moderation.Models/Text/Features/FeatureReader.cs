using Moderation.Models.Text.Normalisation;

namespace Moderation.Models.Text.Features;

/// <summary>Reads a line into row numbers of the embedding table: words and word pairs of the base stream, words and character n-grams of the skeleton, rules that hit.</summary>
/// <remarks>
/// Base stream: words of letters and digits, each emoji and each of <c>! ? € $ % #</c> a word; a unit or token is repeated twice at most;
/// <c>&lt;url&gt;</c>, <c>&lt;user&gt;</c> and <c>&lt;num&gt;</c> (six digits or more) stand for what they name.
/// Skeleton stream: chunks between spaces that hold a letter, with leet signs as letters, inner punctuation gone and nothing repeated;
/// three or more chunks of one letter in a row are one word.
/// Allocates nothing per line. Threads: one caller at a time (it owns its buffers). Source: research by measurement on public chat data; twin in the tests.
/// </remarks>
public sealed class FeatureReader
{
    /// <summary>Most ids of one line.</summary>
    public const int MaxIds = 512;

    private const int LongNumber = 6;
    private const int Joinable = 3;
    private const char WordStart = '<';
    private const char WordEnd = '>';

    private static readonly ulong Url = FeatureHasher.Hash(FeatureKind.BaseWord, "<url>");
    private static readonly ulong User = FeatureHasher.Hash(FeatureKind.BaseWord, "<user>");
    private static readonly ulong Number = FeatureHasher.Hash(FeatureKind.BaseWord, "<num>");

    private readonly int _rowCount;
    private readonly char[] _folded = new char[TextNormaliser.MaxFoldedLength];
    // A word of one letter grows to three units with its marks.
    private readonly char[] _skeleton = new char[3 * TextNormaliser.MaxFoldedLength];
    private readonly char[] _word = new char[TextNormaliser.MaxFoldedLength];
    private readonly char[] _singles = new char[TextNormaliser.MaxFoldedLength];
    private int _foldedLength;
    private int _skeletonLength;
    private int _singleCount;
    private ulong _previous;
    private int _repeats;

    /// <summary>Makes a reader.</summary>
    /// <param name="rowCount">Rows of the table, a power of two.</param>
    public FeatureReader(int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, 2);
        _rowCount = rowCount;
    }

    /// <summary>The line that was read last, as the normaliser folds it; overwritten by the next.</summary>
    public ReadOnlySpan<char> Folded => _folded.AsSpan(0, _foldedLength);

    /// <summary>Reads a line.</summary>
    /// <param name="text">Any UTF-16.</param>
    /// <param name="matches">Hits of the rules tier in it; each kind becomes one feature.</param>
    /// <param name="ids">Receives row numbers from 1; at least <see cref="MaxIds"/> places.</param>
    /// <param name="isTruncated">Whether the end of the line was not read.</param>
    /// <returns>How many ids were written; 0 when there is nothing to read.</returns>
    public int Read(ReadOnlySpan<char> text, ReadOnlySpan<RuleMatch> matches, Span<int> ids, out bool isTruncated)
    {
        if (ids.Length < MaxIds)
            throw new ArgumentException($"needs room for {MaxIds} ids", nameof(ids));
        _foldedLength = TextNormaliser.Fold(text, _folded, out isTruncated);
        var folded = Folded;
        (_skeletonLength, _singleCount, _previous, _repeats) = (0, 0, 0, 0);
        var sink = new IdSink(ids[..MaxIds], _rowCount);
        while (!folded.IsEmpty)
        {
            var space = folded.IndexOf(' ');
            var chunk = space < 0 ? folded : folded[..space];
            ReadChunk(chunk, ref sink);
            folded = space < 0 ? [] : folded[(space + 1)..];
        }

        FlushSingles(ref sink);
        if (sink.Count > 0)
            AddRules(matches, ref sink);
        AddGrams(ref sink);
        return sink.Count;
    }

    private void ReadChunk(ReadOnlySpan<char> chunk, ref IdSink sink)
    {
        if (chunk[0] == '@' && chunk.Length > 1)
        {
            AddBase(User, ref sink);
            FlushSingles(ref sink);
        }
        else if (IsUrl(chunk))
        {
            AddBase(Url, ref sink);
            FlushSingles(ref sink);
        }
        else if (ReadBase(chunk, ref sink))
        {
            ReadSkeleton(chunk, ref sink);
        }
        else
        {
            FlushSingles(ref sink);
        }
    }

    private static bool IsUrl(ReadOnlySpan<char> chunk) =>
        chunk.StartsWith("http://") || chunk.StartsWith("https://") || chunk.StartsWith("www.");

    /// <summary>Adds the base words of a chunk, and tells whether it holds a letter.</summary>
    private bool ReadBase(ReadOnlySpan<char> chunk, ref IdSink sink)
    {
        var hasLetter = false;
        for (var at = 0; at < chunk.Length;)
        {
            switch (UnitKinds.Of(chunk[at]))
            {
                case UnitKind.Letter or UnitKind.Digit:
                    at = ReadWord(chunk, at, ref hasLetter, ref sink);
                    break;
                case UnitKind.Mark or UnitKind.Symbol:
                    AddBase(FeatureHasher.Step(FeatureHasher.Seed(FeatureKind.BaseWord), chunk[at++]), ref sink);
                    break;
                case UnitKind.High when at + 1 < chunk.Length:
                    AddBase(FeatureHasher.Hash(FeatureKind.BaseWord, chunk.Slice(at, 2)), ref sink);
                    at += 2;
                    break;
                default:
                    at++;
                    break;
            }
        }

        return hasLetter;
    }

    private int ReadWord(ReadOnlySpan<char> chunk, int at, ref bool hasLetter, ref IdSink sink)
    {
        var (start, isNumber, run) = (at, true, 0);
        var hash = FeatureHasher.Seed(FeatureKind.BaseWord);
        for (; at < chunk.Length; at++)
        {
            var kind = UnitKinds.Of(chunk[at]);
            if (kind is not (UnitKind.Letter or UnitKind.Digit))
                break;
            isNumber &= kind == UnitKind.Digit;
            run = at > start && chunk[at] == chunk[at - 1] ? run + 1 : 1;
            if (run <= 2)
                hash = FeatureHasher.Step(hash, chunk[at]);
        }

        hasLetter |= !isNumber;
        AddBase(isNumber && at - start >= LongNumber ? Number : hash, ref sink);
        return at;
    }

    private void AddBase(ulong word, ref IdSink sink)
    {
        _repeats = word == _previous ? _repeats + 1 : 1;
        if (_repeats > 2)
            return;
        sink.Add(word);
        if (_previous != 0)
            sink.Add(FeatureHasher.Pair(_previous, word));
        _previous = word;
    }

    private void ReadSkeleton(ReadOnlySpan<char> chunk, ref IdSink sink)
    {
        var length = 0;
        foreach (var unit in TrimPunctuation(chunk))
        {
            var letter = UnitKinds.Skeleton(unit);
            if (letter != '\0' && (length == 0 || letter != _word[length - 1]))
                _word[length++] = letter;
        }

        // A single letter waits: it and its neighbours may spell a word.
        if (length == 1)
        {
            _singles[_singleCount++] = _word[0];
            return;
        }

        FlushSingles(ref sink);
        AddSkeletonWord(_word.AsSpan(0, length), ref sink);
    }

    private void FlushSingles(ref IdSink sink)
    {
        var letters = _singles.AsSpan(0, _singleCount);
        _singleCount = 0;
        if (letters.Length >= Joinable)
        {
            AddSkeletonWord(letters, ref sink);
            return;
        }

        for (var at = 0; at < letters.Length; at++)
            AddSkeletonWord(letters.Slice(at, 1), ref sink);
    }

    private void AddSkeletonWord(ReadOnlySpan<char> letters, ref IdSink sink)
    {
        if (letters.IsEmpty)
            return;
        var start = _skeletonLength;
        _skeleton[_skeletonLength++] = WordStart;
        foreach (var letter in letters)
        {
            if (letter != _skeleton[_skeletonLength - 1])
                _skeleton[_skeletonLength++] = letter;
        }

        _skeleton[_skeletonLength++] = WordEnd;
        sink.Add(FeatureHasher.Hash(FeatureKind.SkeletonWord, _skeleton.AsSpan(start, _skeletonLength - start)));
    }

    // Signs that can stand for a letter stay at the ends; a closing exclamation mark is no i.
    private static ReadOnlySpan<char> TrimPunctuation(ReadOnlySpan<char> chunk)
    {
        var (from, to) = (0, chunk.Length);
        while (from < to && IsTrimmed(chunk[from]))
            from++;
        while (to > from && IsTrimmed(chunk[to - 1]))
            to--;
        return chunk[from..to];
    }

    private static bool IsTrimmed(char unit) => UnitKinds.Skeleton(unit) == '\0' || unit is '!' or '|' or '+';

    private static void AddRules(ReadOnlySpan<RuleMatch> matches, ref IdSink sink)
    {
        var seen = 0;
        foreach (var match in matches)
        {
            var bit = 1 << (int)match.Kind;
            if ((seen & bit) == 0)
                sink.Add(FeatureHasher.Step(FeatureHasher.Seed(FeatureKind.Rule), (char)('a' + (int)match.Kind)));
            seen |= bit;
        }
    }

    private void AddGrams(ref IdSink sink)
    {
        ReadOnlySpan<char> words = _skeleton.AsSpan(0, _skeletonLength);
        while (!words.IsEmpty)
        {
            var word = words[..(words.IndexOf(WordEnd) + 1)];
            for (var start = 0; start + FeatureHasher.MinGram <= word.Length; start++)
            {
                var hash = FeatureHasher.Seed(FeatureKind.SkeletonGram);
                var longest = Math.Min(FeatureHasher.MaxGram, word.Length - start);
                for (var length = 1; length <= longest; length++)
                {
                    hash = FeatureHasher.Step(hash, word[start + length - 1]);
                    if (length >= FeatureHasher.MinGram)
                        sink.Add(hash);
                }
            }

            words = words[word.Length..];
        }
    }

    /// <summary>Where ids go; what does not fit any more is left out.</summary>
    private ref struct IdSink(Span<int> ids, int rowCount)
    {
        private readonly Span<int> _ids = ids;

        public int Count { get; private set; }

        public void Add(ulong hash)
        {
            if (Count < _ids.Length)
                _ids[Count++] = FeatureHasher.Row(hash, rowCount);
        }
    }
}
