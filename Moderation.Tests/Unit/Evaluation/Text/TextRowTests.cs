using System.IO.Compression;
using System.Text;
using Moderation.Cli;
using Moderation.Cli.Evaluation.Text;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evaluation.Text;

public sealed class TextRowTests
{
    private readonly TextLabels _labels = new(["toxic", "hate", "gift_begging", "any_solicitation"]);

    [Fact]
    public void An_object_judges_only_what_it_names()
    {
        var row = ReadJson("""{"text":"x","lang":"fr","labels":{"toxic":0,"hate":null,"spam":1},"source":"s","split":"dev","functionality":"f"}""");
        Assert.Equal([false, null, null, null], row.Labels);
        Assert.Equal(("fr", "s", "dev", "f", true), (row.Language, row.Source, row.Split, row.Functionality, row.HasPositive));
        Assert.Equal(["spam"], row.UnknownLabels);
    }

    [Theory]
    [InlineData("""[]""", false, false, false, false)]
    [InlineData("""["hate"]""", true, true, false, false)]
    [InlineData("""["gift_begging"]""", false, false, true, true)]
    [InlineData("""["scam"]""", false, false, false, true)]
    [InlineData("""["insult"]""", true, false, false, false)]
    public void A_list_judges_everything_and_what_it_implies(string labels, bool toxic, bool hate, bool begging, bool any) =>
        Assert.Equal([toxic, hate, begging, any], ReadJson($$"""{"text":"x","lang":"en","labels":{{labels}}}""").Labels);

    [Fact]
    public void Any_solicitation_is_known_once_all_acts_are()
    {
        var acts = string.Join(',', TextLabels.Solicitation.Select(act => $"\"{act}\":{(act == "scam" ? 1 : 0)}"));
        Assert.True(ReadJson($$$"""{"text":"x","lang":"en","labels":{{{{acts}}}}}""").Labels[3]);
        Assert.Null(ReadJson("""{"text":"x","lang":"en","labels":{"gift_begging":1}}""").Labels[3]);
    }

    [Fact]
    public void Numbers_from_0_to_1_beside_the_row_are_answers_of_systems()
    {
        var row = ReadJson("""{"text":"x","lang":"en","labels":{"toxic":1},"alpha":0.25,"beta_flag":1,"gamma":true,"id":17,"note":"n"}""");
        Assert.Equal(["alpha", "beta_flag", "gamma"], row.Systems.Keys.Order());
        Assert.Equal(new SystemAnswer(0.25, false), row.Systems["alpha"]);
        Assert.Equal(new SystemAnswer(1, true), row.Systems["beta_flag"]);
    }

    [Theory]
    [InlineData("""{"text":"secret words","lang":"en","labels":{"toxic":0.5}}""")]
    [InlineData("""{"text":"secret words","lang":"en","labels":"toxic"}""")]
    [InlineData("""{"text":"secret words","lang":"en","labels":[1]}""")]
    [InlineData("""{"text":"secret words","lang":"en"}""")]
    [InlineData("""{"text":"secret words","labels":[]}""")]
    [InlineData("""{"text":"secret words \ud800","lang":"en","labels":[]}""")]
    [InlineData("""{"text":7,"lang":"en","labels":[]}""")]
    [InlineData("""["secret words"]""")]
    [InlineData("secret words")]
    public void A_bad_line_is_named_by_its_number_and_not_quoted(string line)
    {
        var fault = Assert.Throws<FormatException>(() => JsonTextRows.Read(["", """{"text":"x","lang":"en","labels":[]}""", line], _labels).ToList());
        Assert.Contains("line 3", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Written_lines_take_the_labels_of_their_heading()
    {
        var rows = AuthoredTextRows.Read(["@@ gift_begging, hate | battle", "one", "", "@@ clean | battle", "two"], _labels, "fr", "author-b").ToList();
        Assert.Equal([true, true, true, true], rows[0].Labels);
        Assert.Equal([false, false, false, false], rows[1].Labels);
        Assert.Equal(("one", "fr", "author-b", "dev"), (rows[0].Text, rows[0].Language, rows[0].Source, rows[0].Split));
    }

    [Theory]
    [InlineData("a line")]
    [InlineData("@@ clean")]
    [InlineData("@@ | battle")]
    public void A_line_without_a_right_heading_is_an_error(string line) =>
        Assert.Contains("line 1", Assert.Throws<FormatException>(() => AuthoredTextRows.Read([line], _labels, "fr", "a").ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_gives_every_file_of_a_known_form_and_a_split_keeps_its_own()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("author-b", "fr"));
        File.WriteAllText(folder.File("author-b", "fr", "lines.txt"), "@@ clean | f\nun\n");
        File.WriteAllText(folder.File("notes.txt"), "not for reading\n");
        File.WriteAllText(folder.File("a.jsonl"), """{"text":"x","lang":"en","labels":[],"split":"test"}""");
        using (var packed = new GZipStream(File.Create(folder.File("b.jsonl.gz")), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes("""{"text":"y","lang":"en","labels":[],"split":"dev"}"""));
        Assert.Equal(["x", "un", "y"], TextInputs.Read([folder.Path], null, _labels).Select(row => row.Text));
        Assert.Equal(["un", "y"], TextInputs.Read([folder.Path], "dev", _labels).Select(row => row.Text));
        Assert.Contains("nowhere", Assert.Throws<ToolException>(() => TextInputs.Read([folder.File("nowhere")], null, _labels)).Message, StringComparison.Ordinal);
    }

    private TextRow ReadJson(string line) => Assert.Single(JsonTextRows.Read([line], _labels));
}
