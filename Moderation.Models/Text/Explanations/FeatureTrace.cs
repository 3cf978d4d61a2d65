using Moderation.Models.Text.Features;
using Moderation.Models.Text.Normalisation;

namespace Moderation.Models.Text.Explanations;

/// <summary>One feature of a line with the letters that it stands for.</summary>
/// <param name="Form">The word, pair or n-gram as the model reads it; <c>&lt;</c> and <c>&gt;</c> mark the ends of a word.</param>
/// <param name="Id">Its row in the table.</param>
public readonly record struct TracedFeature(string Form, int Id);

/// <summary>The plain form of <see cref="FeatureReader"/>: the same ids in the same order, each with its letters. For explanations, where speed does not matter.</summary>
public static class FeatureTrace
{
    /// <summary>Reads a line.</summary>
    /// <param name="text">Any UTF-16.</param>
    /// <param name="matches">Hits of the rules tier in it.</param>
    /// <param name="rowCount">Rows of the table.</param>
    public static IReadOnlyList<TracedFeature> Read(string text, IReadOnlyList<RuleMatch> matches, int rowCount)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(matches);
        var folded = new char[TextNormaliser.MaxFoldedLength];
        var chunks = new string(folded, 0, TextNormaliser.Fold(text, folded, out _)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var trace = new Trace(rowCount);
        foreach (var chunk in chunks)
            trace.Chunk(chunk);
        trace.CloseSingles();
        if (trace.Features.Count > 0)
        {
            foreach (var kind in matches.Select(match => match.Kind).Distinct())
                trace.Add(FeatureHasher.Hash(FeatureKind.Rule, ((char)('a' + (int)kind)).ToString()), $"[{kind}]");
        }

        trace.Grams();
        return [.. trace.Features.Take(FeatureReader.MaxIds)];
    }

    private static IEnumerable<string> BaseTokens(string chunk)
    {
        for (var at = 0; at < chunk.Length;)
        {
            var kind = UnitKinds.Of(chunk[at]);
            var length = 1;
            if (kind is UnitKind.Letter or UnitKind.Digit)
                length = chunk.Skip(at).TakeWhile(unit => UnitKinds.Of(unit) is UnitKind.Letter or UnitKind.Digit).Count();
            else if (kind == UnitKind.High && at + 1 < chunk.Length)
                length = 2;
            if (kind is UnitKind.Letter or UnitKind.Digit or UnitKind.Mark or UnitKind.Symbol || length == 2)
                yield return chunk.Substring(at, length);
            at += length;
        }
    }

    private static string LimitRuns(string word, int longest)
    {
        var kept = new List<char>();
        foreach (var unit in word)
        {
            if (kept.Count < longest || !kept.TakeLast(longest).All(last => last == unit))
                kept.Add(unit);
        }

        return new string([.. kept]);
    }

    private static string Skeleton(string chunk) => LimitRuns(
        new string([.. chunk.Trim([.. chunk.Where(unit => UnitKinds.Skeleton(unit) == '\0'), '!', '|', '+']).Select(UnitKinds.Skeleton).Where(unit => unit != '\0')]), 1);

    private sealed class Trace(int rowCount)
    {
        private readonly List<string> _words = [];
        private readonly List<string> _singles = [];
        private (string Form, ulong Hash)? _previous;
        private int _repeats;

        public List<TracedFeature> Features { get; } = [];

        public void Add(ulong hash, string form) => Features.Add(new TracedFeature(form, FeatureHasher.Row(hash, rowCount)));

        public void Chunk(string chunk)
        {
            if (chunk[0] == '@' && chunk.Length > 1)
                Base("<user>");
            else if (chunk.StartsWith("http://", StringComparison.Ordinal) || chunk.StartsWith("https://", StringComparison.Ordinal) || chunk.StartsWith("www.", StringComparison.Ordinal))
                Base("<url>");
            else
            {
                var tokens = BaseTokens(chunk).ToList();
                foreach (var token in tokens)
                    Base(token.Length >= 6 && token.All(unit => UnitKinds.Of(unit) == UnitKind.Digit) ? "<num>" : LimitRuns(token, 2));
                if (tokens.Any(token => UnitKinds.Of(token[0]) is UnitKind.Letter or UnitKind.Digit && token.Any(unit => UnitKinds.Of(unit) == UnitKind.Letter)))
                {
                    var skeleton = Skeleton(chunk);
                    if (skeleton.Length == 1)
                    {
                        _singles.Add(skeleton);
                        return;
                    }

                    CloseSingles();
                    Word(skeleton);
                    return;
                }
            }

            CloseSingles();
        }

        public void CloseSingles()
        {
            if (_singles.Count >= 3)
                Word(LimitRuns(string.Concat(_singles), 1));
            else
                _singles.ForEach(Word);
            _singles.Clear();
        }

        public void Grams()
        {
            foreach (var word in _words)
            {
                for (var start = 0; start < word.Length; start++)
                {
                    for (var length = FeatureHasher.MinGram; length <= FeatureHasher.MaxGram && start + length <= word.Length; length++)
                        Add(FeatureHasher.Hash(FeatureKind.SkeletonGram, word.AsSpan(start, length)), word.Substring(start, length));
                }
            }
        }

        private void Base(string token)
        {
            var hash = FeatureHasher.Hash(FeatureKind.BaseWord, token);
            _repeats = _previous?.Hash == hash ? _repeats + 1 : 1;
            if (_repeats > 2)
                return;
            Add(hash, token);
            if (_previous is { } previous)
                Add(FeatureHasher.Pair(previous.Hash, hash), $"{previous.Form} {token}");
            _previous = (token, hash);
        }

        private void Word(string letters)
        {
            if (letters.Length == 0)
                return;
            var word = $"<{letters}>";
            _words.Add(word);
            Add(FeatureHasher.Hash(FeatureKind.SkeletonWord, word), word);
        }
    }
}
