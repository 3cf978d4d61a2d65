using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Moderation.Training.Text;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Learning;

namespace Moderation.Tests.Unit.Training.Reviewed;

/// <summary>Chat of invented words in which every truth is planted: some words insult, some beg, and moderators come to know one more.</summary>
internal static class PlantedChat
{
    public const string Slang = "zorglub";

    /// <summary>Small enough for a test, large enough to rank planted words.</summary>
    public static TrainingOptions Small { get; } = new() { Bits = 12, SummedDimension = 8, LargestDimension = 4, Hidden = 16, FilterWidths = [3, 5], FiltersPerWidth = 32, FilterHidden = 16, Epochs = 4 };

    /// <summary>Writes a folder of the form of <c>training-data</c>, without a grammar, and reads it.</summary>
    public static TextCorpus Corpus(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "grammar"));
        foreach (var (author, seed, count) in new[] { ("author-a", 1, 400), ("author-b", 2, 150) })
        {
            foreach (var language in new[] { "en", "fr" })
            {
                var random = new Random(seed);
                var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, author, language)).FullName, "lines.txt");
                File.WriteAllLines(file,
                [
                    "@@ insult | planted", .. Enumerable.Range(0, count).Select(_ => Line(random, language, "frobnak" + random.Next(4))),
                    "@@ gift_begging | planted", .. Enumerable.Range(0, count).Select(_ => Line(random, language, "giftimo" + random.Next(4))),
                    "@@ clean | planted", .. Enumerable.Range(0, 2 * count).Select(_ => Line(random, language, null)),
                ]);
            }
        }

        return TextCorpus.Read(folder, null);
    }

    /// <summary>Makes a champion that never saw the slang; gives its folder.</summary>
    public static DirectoryInfo Champion(TextCorpus corpus, string models)
    {
        var folder = new DirectoryInfo(Path.Combine(models, "text"));
        TextTraining.Run(corpus, [], Small, folder, TextWriter.Null);
        File.WriteAllText(Path.Combine(folder.FullName, "card.md"), "# text\n");
        return folder;
    }

    /// <summary>An export in which every second line holds the slang.</summary>
    /// <param name="file">Where to write it.</param>
    /// <param name="label">Share of raters who call a line an insult, for a line with or without the slang.</param>
    /// <param name="consent">Whether its first line states the policy.</param>
    public static FileInfo Export(string file, Func<bool, double> label, bool consent = true)
    {
        var random = new Random(9);
        var lines = Enumerable.Range(0, 600).Select(i => JsonSerializer.Serialize(new
        {
            text = Line(random, "en", i % 2 == 0 ? Slang : null),
            lang = "en",
            labels = new { insult = label(i % 2 == 0), toxic = 0, any_solicitation = 0 },
            source = "reviewed",
            author = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((i / 6).ToString(CultureInfo.InvariantCulture)))),
            decidedAt = "2026-11-02T09:00:00Z",
        }));
        File.WriteAllLines(file, consent ? ["""{"consent": "Test policy 1"}""", .. lines] : lines);
        return new FileInfo(file);
    }

    public static string Line(Random random, string language, string? planted)
    {
        var words = Enumerable.Range(0, 4 + random.Next(4)).Select(_ => language + Word(random.Next(60))).ToList();
        if (planted is not null)
            words.Insert(random.Next(words.Count + 1), planted);
        return string.Join(' ', words);
    }

    private static string Word(int number) => string.Concat("bcdfglmnpr"[number % 10], "aeiouy"[number / 10], "tksv"[number % 4], "oai"[number % 3]);
}
