using BenchmarkDotNet.Attributes;
using Moderation.Models.Text;
using Moderation.Models.Text.Rules;

namespace Moderation.Benchmarks.Text;

/// <summary>The rules tier per line: ordinary lines, which nearly all are, and lines with hits.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private static readonly string[] OrdinaryLines =
    [
        "trop bien le son mdrr", "salut tout le monde", "lets goooo", "elle chante trop bien", "good morning from spain", "hahaha no way", "c'est quoi la musique",
        "bonne nuit les amis", "this game is so hard", "j'adore ton pull", "première fois ici", "that was so close",
    ];

    private static readonly string[] HitLines =
    [
        "snap: lunaa_77", "appelle 06 39 98 12 34", "t'as quel âge", "paypal.me/lunaa", "merci @lunaa_77 pour la rose", "va sur monsite.com vite", "reste entre nous 👻 luna_77", "luna at example dot com",
    ];

    private readonly RuleScanner _scanner = new();
    private readonly List<RuleMatch> _matches = new(RuleScanner.MaxMatches);

    [Benchmark(Baseline = true, OperationsPerInvoke = 12)]
    public int Ordinary() => Scan(OrdinaryLines);

    [Benchmark(OperationsPerInvoke = 8)]
    public int WithHits() => Scan(HitLines);

    private int Scan(string[] lines)
    {
        var count = 0;
        foreach (var line in lines)
        {
            _scanner.Scan(line, _matches);
            count += _matches.Count;
        }

        return count;
    }
}
