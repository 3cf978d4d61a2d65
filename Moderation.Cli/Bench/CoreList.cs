using System.Globalization;

namespace Moderation.Cli.Bench;

/// <summary>Cores of the machine in the system's own words, as <c>0-3,6</c>.</summary>
internal static class CoreList
{
    private const string Field = "Cpus_allowed_list:";

    /// <summary>The cores that a process may run on, ascending; null where the system does not tell.</summary>
    /// <param name="statusFile">What the system says about the process or one of its threads: <c>/proc/…/status</c>.</param>
    public static IReadOnlyList<int>? Read(string statusFile)
    {
        try
        {
            var line = File.ReadLines(statusFile).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
            return line is null ? null : Parse(line[Field.Length..]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // another system, or the thread has ended
            return null;
        }
    }

    /// <exception cref="FormatException">It is no list of cores.</exception>
    public static IReadOnlyList<int> Parse(string text)
    {
        var cores = new List<int>();
        foreach (var part in text.Trim().Split(','))
        {
            var ends = part.Split('-');
            var (first, last) = (Number(ends[0]), Number(ends[^1]));
            if (ends.Length > 2 || last < first)
                throw new FormatException($"'{text}' is no list of cores");
            cores.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return cores;
    }

    public static string Write(IEnumerable<int> cores) => string.Join(',', cores.Select(core => core.ToString(CultureInfo.InvariantCulture)));

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
