using System.Text.Json;
using Moderation.Core.Review.Audit;

namespace Moderation.Tests.Unit.Review;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("null", "null")]
    [InlineData("""{ "b": 1, "a": [true, null, "x"] }""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("""{"a":{"d":1.50,"c":-2e3}}""", """{"a":{"c":-2e3,"d":1.50}}""")]
    [InlineData("\"\\u0000é\"", "\"\\u0000\\u00E9\"")]
    public void What_says_the_same_has_one_form(string text, string form) => Assert.Equal(form, Of(text));

    [Fact]
    public void The_form_of_the_form_is_itself() => Assert.Equal(Of(Of("""{"z":"ü","a":{"y":0.1,"b":[]}}""")), Of("""{"a":{"b":[],"y":0.1},"z":"ü"}"""));

    [Fact]
    public void A_name_that_comes_twice_is_refused() => Assert.Throws<ArgumentException>(() => Of("""{"a":1,"a":2}"""));

    private static string Of(string text)
    {
        using var document = JsonDocument.Parse(text);
        return CanonicalJson.Of(document.RootElement);
    }
}
