using System.Text;
using System.Xml;
using Moderation.Tests.Support;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Tests.Unit.Intake.Streams;

/// <summary>The pages in <c>Golden/Intake</c> were answered by nginx 1.22.1 with nginx-rtmp 1.2.2 while ffmpeg published and played.</summary>
public sealed class RtmpStatPageTests
{
    private const string Header = """<?xml version="1.0" encoding="utf-8" ?>""";

    [Fact]
    public void Nobody_publishes_on_a_page_without_streams() => Assert.Empty(Read(Golden("stat-nobody.xml")));

    [Fact]
    public void Whoever_publishes_is_named_and_whoever_only_waits_to_watch_is_not() =>
        Assert.Equal(["ctl  ", "plain", "a&<b>\"x $(id)"], Read(Golden("stat-several.xml")));

    [Fact]
    public void Streams_of_another_application_are_not_read()
    {
        var page = Page(Application("other", Stream("theirs")), Application("live", Stream("ours")), Application("third", Stream("theirs too")));

        Assert.Equal(["ours"], Read(page));
    }

    [Fact]
    public void A_page_that_does_not_know_the_application_is_refused_and_not_taken_for_nobody() =>
        Assert.Contains("no application live", Assert.Throws<InvalidDataException>(() => Read(Page(Application("other")))).Message, StringComparison.Ordinal);

    [Fact]
    public void Another_page_is_refused_and_not_taken_for_nobody() => Assert.Throws<InvalidDataException>(() => Read("<html><body>502 Bad Gateway</body></html>"));

    [Fact]
    public void A_page_that_is_cut_short_anywhere_is_refused()
    {
        var whole = Golden("stat-several.xml").TrimEnd();
        for (var length = 0; length < whole.Length; length += 37)
            Assert.ThrowsAny<Exception>(() => Read(whole[..length]));
    }

    [Theory]
    [InlineData("""<!DOCTYPE rtmp [<!ENTITY x SYSTEM "file:///etc/hostname">]><rtmp>&x;</rtmp>""")]
    [InlineData("""<!DOCTYPE rtmp [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><rtmp>&b;</rtmp>""")]
    [InlineData("""<!DOCTYPE rtmp SYSTEM "http://127.0.0.1:1/never"><rtmp/>""")]
    [InlineData("<rtmp>&unknown;</rtmp>")]
    public void A_page_with_a_document_type_or_an_entity_of_its_own_is_refused(string page) => Assert.Throws<XmlException>(() => Read(page));

    [Fact]
    public void A_page_without_end_is_refused_before_it_fills_the_memory()
    {
        using var page = new EndlessPage();

        Assert.Throws<XmlException>(() => RtmpStatPage.Publishing(page, "live"));

        Assert.InRange(page.Given, 1, 2L * RtmpStatPage.MostCharacters);
    }

    [Fact]
    public void Bytes_that_are_no_text_spoil_one_name_and_leave_the_others()
    {
        var page = Encoding.UTF8.GetBytes(Page(Application("live", Stream("BAD"), Stream("good"))));
        (page[page.AsSpan().IndexOf("BAD"u8)], page[page.AsSpan().IndexOf("AD"u8)]) = (0xFF, 0x01);

        var names = RtmpStatPage.Publishing(new MemoryStream(page), "live");

        Assert.Equal("good", names[1]);
        Assert.Equal("\uFFFD\uFFFDD", names[0]);
    }

    [Fact]
    public void A_name_that_holds_markup_is_that_name_and_publishes_nobody_else() =>
        Assert.Equal(["</name><publishing/></stream>"], Read(Page(Application("live", Stream("&lt;/name&gt;&lt;publishing/&gt;&lt;/stream&gt;")))));

    [Fact]
    public void Deep_nesting_is_walked_through_without_falling_over()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));

        Assert.Equal(["x"], Read(Page(deep, Application("live", Stream("x")))));
    }

    private static IReadOnlyList<string> Read(string page) => RtmpStatPage.Publishing(new MemoryStream(Encoding.UTF8.GetBytes(page)), "live");

    private static string Golden(string name) => Repository.Read($"Moderation.Tests/Golden/Intake/{name}");

    private static string Page(params string[] parts) => $"{Header}<rtmp><server>{string.Concat(parts)}</server></rtmp>";

    private static string Application(string name, params string[] streams) => $"<application><name>{name}</name><live>{string.Concat(streams)}</live></application>";

    private static string Stream(string name) => $"<stream><name>{name}</name><client><id>1</id><publishing/></client><publishing/></stream>";

    /// <summary>One stream after the other, for ever.</summary>
    private sealed class EndlessPage : Stream
    {
        private static readonly byte[] Start = "<rtmp><server><application><name>live</name><live>"u8.ToArray();
        private static readonly byte[] More = "<stream><name>x</name><publishing/></stream>"u8.ToArray();

        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var i = 0; i < count; i++, Given++)
                buffer[offset + i] = Given < Start.Length ? Start[Given] : More[(Given - Start.Length) % More.Length];
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
