using Moderation.Models.Text;
using Moderation.Models.Text.Rules;

namespace Moderation.Tests.Unit.Models.Text.Rules;

/// <summary>The hits of a line as pieces of its raw text.</summary>
internal static class RuleHits
{
    public static List<string> Of(RuleKind kind, string line) =>
        [.. All(line).Where(match => match.Kind == kind).Select(match => line.Substring(match.Start, match.Length))];

    public static List<RuleMatch> All(string line)
    {
        List<RuleMatch> matches = [];
        new RuleScanner().Scan(line, matches);
        return matches;
    }
}
