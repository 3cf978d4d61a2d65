using Moderation.Core.PolicyReports.Backtests;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>What became of reports, out of a file.</summary>
internal static class OutcomeFile
{
    /// <summary>Reads <c>key,outcome</c> a line, where the outcome is a verdict's word; a first line without one is a heading.</summary>
    /// <exception cref="ToolException">A line that cannot be read; the message names it.</exception>
    public static void ReadCsv(this OutcomeBook book, string path, IEnumerable<string> lines)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var parts = line.Split(',', StringSplitOptions.TrimEntries);
            if (parts is [{ Length: > 0 } key, var word] && WireWord.All<VerdictKind>().Contains(word, StringComparer.Ordinal))
                book.Take(key, WireWord.Parse<VerdictKind>(word), DateTimeOffset.MinValue);
            else if (number > 1)
                throw new ToolException($"{path}: line {number}: a line is the id of a report or decision, or live/subject, a comma, and {string.Join(", ", WireWord.All<VerdictKind>())}");
        }
    }
}
