using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CsCheck;
using Moderation.Api.Http;
using Moderation.Core.Subjects;

namespace Moderation.Tests.Unit.Http;

public sealed class CursorTests
{
    private const string IdCharacters = "ABCXYZabcxyz0189._:-";

    [Fact]
    public void Every_cursor_comes_back_from_its_text()
    {
        var ids = Gen.Char[IdCharacters].Array[1, TextId.MaxLength].Select(characters => new string(characters));
        var times = Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
        Gen.Select(times, ids).Sample((time, id) =>
        {
            var cursor = new Cursor(time, id);
            Assert.True(Cursor.TryParse(cursor.ToString(), out var read));
            Assert.Equal(cursor, read);
        });
    }

    [Fact]
    public void Any_text_is_refused_or_is_a_cursor_that_comes_back() => Gen.String[0, 500].Sample(text =>
        !Cursor.TryParse(text, out var cursor) || (Cursor.TryParse(cursor.ToString(), out var again) && again == cursor));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("~rep-1")]
    [InlineData("638000000000000000~")]
    [InlineData("638000000000000000~a b")]
    [InlineData("638000000000000000~a~b")]
    [InlineData("-638000000000000000~rep-1")]
    [InlineData("638000000000000000.5~rep-1")]
    [InlineData("9223372036854775807~rep-1")]
    [InlineData("99999999999999999999~rep-1")]
    [InlineData("{\"at\":1,\"id\":\"rep-1\"}")]
    public void Text_that_no_cursor_writes_is_refused(string content) =>
        Assert.False(Cursor.TryParse(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content)), out _));

    [Theory]
    [InlineData("not base64!")]
    [InlineData("====")]
    [InlineData("rep-1")]
    [InlineData("_w")]
    public void Text_that_is_not_encoded_is_refused(string text) => Assert.False(Cursor.TryParse(text, out _));

    [Fact]
    public void Longer_text_than_any_cursor_has_is_refused()
    {
        var longest = new Cursor(DateTimeOffset.MaxValue, new string('a', TextId.MaxLength)).ToString();
        Assert.True(Cursor.TryParse(longest, out _));
        var longer = string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks}~{new string('a', TextId.MaxLength + 1)}");
        Assert.False(Cursor.TryParse(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(longer)), out _));
        Assert.False(Cursor.TryParse(new string('A', 1_000_000), out _));
    }
}
