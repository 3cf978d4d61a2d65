namespace Moderation.Cli.Bench;

/// <summary>Short chat lines to measure with, drawn from a seed: English and French, about 25 characters, some shouted, stretched or with an emoji.</summary>
internal static class BenchLines
{
    private const int Seed = 20_261_122;

    private static readonly string[][] Vocabularies =
    [
        [
            "hello", "love", "this", "stream", "so", "much", "who", "is", "winning", "the", "match", "today", "nice", "song", "please", "say", "my", "name",
            "from", "brazil", "you", "are", "great", "lol", "first", "time", "here", "what", "game", "next", "gg", "good", "night", "everyone", "cute", "dog",
        ],
        [
            "salut", "trop", "bien", "ce", "live", "tu", "viens", "de", "quelle", "ville", "bonne", "soirée", "à", "tous", "la", "musique", "est", "top", "mdr",
            "c'est", "qui", "gagne", "le", "match", "bisous", "depuis", "le", "sud", "encore", "une", "chanson", "merci", "pour", "hier", "j'adore", "ça",
        ],
    ];

    private static readonly string[] Ends = ["", "", "", "", "!", "??", " :)", " \U0001F602", " \u2764\uFE0F", "..."];

    public static IReadOnlyList<string> Make(int count)
    {
        var chance = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => Line(chance))];
    }

    private static string Line(Random chance)
    {
        var words = Vocabularies[chance.Next(Vocabularies.Length)];
        var line = string.Join(' ', Enumerable.Range(0, chance.Next(2, 8)).Select(_ => words[chance.Next(words.Length)]));
        line = chance.Next(20) switch
        {
            0 => line.ToUpperInvariant(),
            1 => line + new string(line[^1], chance.Next(2, 6)),
            _ => line,
        };
        return line + Ends[chance.Next(Ends.Length)];
    }
}
