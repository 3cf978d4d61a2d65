using System.ComponentModel.DataAnnotations;
using Moderation.Core.Subjects;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Tests.Unit.Intake.Streams;

public sealed class ReaderCommandTests
{
    private static readonly StreamsOptions Options = new();

    [Theory]
    [InlineData("rtmp://h/live/x", "rtmp,tcp")]
    [InlineData("rtmps://h/live/x", "rtmps,tls,tcp")]
    [InlineData("https://h/x.m3u8", "http,https,tls,tcp,crypto")]
    public void Only_the_protocols_of_the_address_are_open_to_what_the_stream_says(string url, string expected)
    {
        var arguments = ReaderCommand.Arguments(Address(url), Options);

        Assert.Equal(expected, After(arguments, "-protocol_whitelist"));
        Assert.True(IndexOf(arguments, "-protocol_whitelist") < IndexOf(arguments, "-i"));
        Assert.Equal(url, After(arguments, "-i"));
    }

    [Fact]
    public void A_streams_name_is_one_argument_of_its_own_and_no_part_of_the_address()
    {
        var arguments = ReaderCommand.Arguments(new StreamAddress(LiveId.Parse("mp4:x.flv"), "rtmp://h:1/live", "mp4:x.flv"), Options);

        Assert.Equal("mp4:x.flv", After(arguments, "-rtmp_playpath"));
        Assert.Equal("live", After(arguments, "-rtmp_app"));
        Assert.Equal("rtmp://h:1/live", After(arguments, "-i"));
    }

    [Fact]
    public void No_shell_reads_it_and_nothing_of_the_workers_environment_is_handed_on()
    {
        var start = ReaderCommand.For(Address("rtmp://h/live/x"), Options);

        Assert.False(start.UseShellExecute);
        Assert.Empty(start.Arguments);
        Assert.Empty(start.Environment.Keys.Except(["PATH", "LD_LIBRARY_PATH"]));
        Assert.Contains("PATH", start.Environment.Keys);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("concat:http://a/|http://b/")]
    [InlineData("rtmp:")]
    [InlineData("rtmpt://h/live/x")]
    [InlineData(" rtmp://h/live/x")]
    [InlineData("-i")]
    [InlineData("")]
    public void An_address_of_another_kind_is_refused_without_being_repeated(string url)
    {
        var fault = Assert.Single(Validate(new StreamsOptions { Sources = [new StreamSource { LiveId = "a", Url = url }] }));

        Assert.Contains("Sources", fault, StringComparison.Ordinal);
        if (url.Length > 3)
            Assert.DoesNotContain(url, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b", "rtmp://h/live/x")]
    [InlineData("", "rtmp://h/live/x")]
    [InlineData("moderation:every-live", "rtmp://h/live/x")]
    public void A_source_whose_name_is_no_lives_id_is_refused(string live, string url) =>
        Assert.Single(Validate(new StreamsOptions { Sources = [new StreamSource { LiveId = live, Url = url }] }));

    [Theory]
    [InlineData("http://h/live")]
    [InlineData("rtmp://h")]
    [InlineData("rtmp://h/live/stream")]
    public void A_play_address_that_is_no_application_is_refused(string url) =>
        Assert.Contains("PlayUrl", Assert.Single(Validate(new StreamsOptions { PlayUrl = url })), StringComparison.Ordinal);

    [Fact]
    public void Two_sources_with_one_live_are_refused()
    {
        var source = new StreamSource { LiveId = "a", Url = "rtmp://h/live/a" };

        Assert.Contains("two streams", Assert.Single(Validate(new StreamsOptions { Sources = [source, source] })), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_reader_says_is_kept_short_and_without_addresses()
    {
        var words = new LastWords();

        words.Hear("[tcp @ 0x1] Connection to tcp://h:1?key=secret failed");
        Assert.Equal("[tcp @ 0x1] Connection to … failed", words.Last);
        words.Hear(null);
        words.Hear(" ");
        Assert.Equal("[tcp @ 0x1] Connection to … failed", words.Last);
        words.Hear(new string('x', 100_000));
        Assert.Equal(200, words.Last.Length);
    }

    private static StreamAddress Address(string url) => new(LiveId.Parse("x"), url, PlayPath: null);

    private static int IndexOf(IReadOnlyList<string> arguments, string name) => arguments.ToList().IndexOf(name);

    private static string After(IReadOnlyList<string> arguments, string name) => arguments[IndexOf(arguments, name) + 1];

    private static List<string> Validate(StreamsOptions options) =>
        [.. options.Validate(new ValidationContext(options)).Select(fault => fault.ErrorMessage!)];
}
