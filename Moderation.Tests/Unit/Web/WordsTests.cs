using System.Text.RegularExpressions;
using Moderation.Api.Web;
using Moderation.Core.Policies;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Web;

public sealed partial class WordsTests
{
    [Fact]
    public void Every_text_of_the_console_is_translated_and_nothing_is_translated_that_it_does_not_say()
    {
        var said = Sources().SelectMany(path => Said().Matches(File.ReadAllText(path))).Select(match => Regex.Unescape(match.Groups[1].Value)).ToHashSet();

        Assert.True(said.Count > 20, $"{said.Count} texts are too few: the search is wrong");
        Assert.Empty(said.Except(Words.French.Texts.Keys));
        Assert.Empty(SheetTitles().Except(Words.French.Texts.Keys));
        Assert.Empty(Facts().Except(Words.French.Texts.Keys));
        // Words of the wire, titles of queues, of places and of the sheets that ship come from elsewhere.
        Assert.Empty(Words.French.Texts.Keys.Where(key => key.Contains(' ', StringComparison.Ordinal)).Except(said).Except(Elsewhere()));
    }

    [Fact]
    public void Values_stand_in_both_languages() => Assert.All(
        Words.French.Texts, pair => Assert.Equal(Values().Matches(pair.Key).Select(match => match.Value).Order(), Values().Matches(pair.Value).Select(match => match.Value).Order()));

    [Fact]
    public void Numbers_and_times_are_written_as_each_language_writes_them()
    {
        var at = new DateTimeOffset(2026, 3, 1, 14, 5, 9, TimeSpan.FromHours(1));

        Assert.Equal(("1,234.5", "12.5%", "2026-03-01 13:05"), (Words.English.Number(1234.5, 1), Words.English.Percent(0.125, 1), Words.English.Minute(at)));
        Assert.Equal(("1\u202f234,5", "12,5\u202f%", "01/03/2026 13:05"), (Words.French.Number(1234.5, 1), Words.French.Percent(0.125, 1), Words.French.Minute(at)));
        Assert.Equal("2 d 03 h", Words.English.Lasts(TimeSpan.FromHours(51)));
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "Moderation.Api", "Web"), "*.*", SearchOption.AllDirectories)
        .Where(path => path.EndsWith(".razor", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal));

    private static IEnumerable<string> Elsewhere() => [.. Navigation.All.Select(place => place.Title), .. Projectors.Queues.Queues.Select(queue => queue.Title), .. SheetTitles(), .. Facts(), .. Units()];

    private static IEnumerable<string> SheetTitles() => ShippedSheets.Names.Select(name => ShippedSheets.Compile(name).Title);

    private static IEnumerable<string> Facts() => Vocabulary.Facts.Select(fact => fact.Says);

    private static IEnumerable<string> Units() => Vocabulary.Facts.Where(fact => fact.Unit.Length > 0).Select(fact => $"unit:{fact.Unit}");

    [GeneratedRegex("""\b(?:T|words|Words)\["((?:[^"\\\\]|\\\\.)*)"(?:\]|,)""")]
    private static partial Regex Said();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Values();
}
