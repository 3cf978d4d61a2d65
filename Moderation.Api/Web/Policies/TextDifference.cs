namespace Moderation.Api.Web.Policies;

/// <summary>A line of two texts that are compared.</summary>
/// <param name="Kind">'-' where only the text before has it, '+' where only the text after has it, ' ' where both do.</param>
/// <param name="Text">The line.</param>
internal readonly record struct ComparedLine(char Kind, string Text);

/// <summary>Compares two texts line by line, by their longest common lines.</summary>
internal static class TextDifference
{
    // A sheet has 64 KiB at most; beyond so many cells both texts are shown whole instead of being compared.
    private const long MostCells = 25_000_000;

    /// <summary>All lines of both texts, in order. Without those of kind '+' they are the text before, without those of kind '-' the text after.</summary>
    public static IReadOnlyList<ComparedLine> Of(string before, string after)
    {
        string[] old = Lines(before), now = Lines(after);
        if ((long)old.Length * now.Length > MostCells)
            return [.. old.Select(line => new ComparedLine('-', line)), .. now.Select(line => new ComparedLine('+', line))];
        var common = Common(old, now);
        var compared = new List<ComparedLine>(old.Length + now.Length);
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
                (compared, i, j) = (With(compared, ' ', old[i]), i + 1, j + 1);
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
                (compared, i) = (With(compared, '-', old[i]), i + 1);
            else
                (compared, j) = (With(compared, '+', now[j]), j + 1);
        }

        return compared;
    }

    /// <summary>How many lines the rests of both texts have in common, from each pair of places on.</summary>
    private static int[,] Common(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }

    private static List<ComparedLine> With(List<ComparedLine> lines, char kind, string text)
    {
        lines.Add(new ComparedLine(kind, text));
        return lines;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
