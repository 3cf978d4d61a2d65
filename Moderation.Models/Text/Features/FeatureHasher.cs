namespace Moderation.Models.Text.Features;

/// <summary>What a feature is made of; the same letters as another kind are another feature.</summary>
internal enum FeatureKind
{
    BaseWord = 1,
    BasePair = 2,
    SkeletonWord = 3,
    SkeletonGram = 4,
    Rule = 5,
}

/// <summary>FNV-1a over UTF-16 units with a seed per kind, finished as MurmurHash3 does, scaled to the table's rows.</summary>
internal static class FeatureHasher
{
    public const int MinGram = 3;
    public const int MaxGram = 5;
    private const ulong FnvOffset = 14695981039346656037UL;
    private const ulong FnvPrime = 1099511628211UL;

    public static ulong Seed(FeatureKind kind) => FnvOffset ^ ((ulong)kind * 0x9E3779B97F4A7C15UL);

    public static ulong Step(ulong hash, char unit) => (hash ^ unit) * FnvPrime;

    public static ulong Hash(FeatureKind kind, ReadOnlySpan<char> text)
    {
        var hash = Seed(kind);
        foreach (var unit in text)
            hash = Step(hash, unit);
        return hash;
    }

    /// <summary>Hash of two neighbouring words from the hashes of the two.</summary>
    public static ulong Pair(ulong first, ulong second) => (Seed(FeatureKind.BasePair) ^ first) * FnvPrime ^ ulong.RotateLeft(second, 31);

    /// <summary>Row of a feature, 1 to <paramref name="rowCount"/> - 1.</summary>
    public static int Row(ulong hash, int rowCount)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCDUL;
        hash ^= hash >> 33;
        return (int)(((hash >> 32) * (ulong)(rowCount - 1)) >> 32) + 1;
    }
}
