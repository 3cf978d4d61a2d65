using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Training.Text.Reviewed;

/// <summary>Puts lines that share an author or a review into one group, however long the chain between them.</summary>
internal static class ReviewedGroups
{
    /// <returns>One name per line: the least of its group's ids, so that a group is called the same in every run.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<ReviewedLine> lines)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            foreach (var id in Ids(line))
                Join(parents, id, Ids(line).First());
        }

        return [.. lines.Select(line => Root(parents, Ids(line).First()))];
    }

    /// <summary>A number in 0..1 that depends on the group's name alone.</summary>
    public static double Place(string group) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(group))) / (double)uint.MaxValue;

    private static IEnumerable<string> Ids(ReviewedLine line)
    {
        // the same string as author and as review is no link
        if (line.Author is not null)
            yield return "author/" + line.Author;
        if (line.Review is not null)
            yield return "review/" + line.Review;
    }

    private static void Join(Dictionary<string, string> parents, string one, string other)
    {
        var (a, b) = (Root(parents, one), Root(parents, other));
        if (string.CompareOrdinal(a, b) < 0)
            parents[b] = a;
        else
            parents[a] = b;
    }

    private static string Root(Dictionary<string, string> parents, string id)
    {
        while (parents.TryGetValue(id, out var parent) && parent != id)
            id = parent;
        return id;
    }
}
