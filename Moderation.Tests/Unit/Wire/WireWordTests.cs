using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Wire;

public sealed class WireWordTests
{
    /// <summary>Every enum that some record writes as a word of ours, found by its converter so that a new one is held too. Those that write another's words have converters of their own.</summary>
    private static readonly Type[] Enums =
    [
        .. typeof(WireWord).Assembly.GetExportedTypes().Where(type => type.IsEnum
            && type.GetCustomAttributes(typeof(JsonConverterAttribute), inherit: false).Cast<JsonConverterAttribute>()
                .Any(converter => converter.ConverterType == typeof(SnakeCaseEnumConverter<>).MakeGenericType(type))),
    ];

    public static TheoryData<string> EnumNames => new(Enums.Select(type => type.Name));

    [Fact]
    public void The_words_of_the_wire_are_looked_at() => Assert.Contains(typeof(ActionKind), Enums);

    [Theory]
    [MemberData(nameof(EnumNames))]
    public void Every_value_has_the_word_that_is_in_the_JSON(string name) =>
        typeof(WireWordTests).GetMethod(nameof(Check), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(Enums.Single(type => type.Name == name)).Invoke(null, null);

    [Theory]
    [InlineData("")]
    [InlineData("CutLive")]
    [InlineData("CUT_LIVE")]
    [InlineData("cut_live ")]
    [InlineData("0")]
    public void Another_word_is_refused(string word) => Assert.Throws<FormatException>(() => WireWord.Parse<ActionKind>(word));

    [Fact]
    public void A_number_that_is_no_value_has_no_word() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WireWord.From((ActionKind)999));

    private static void Check<T>()
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().Select(WireWord.From).ToList();
        Assert.Equal(words.Distinct(), WireWord.All<T>());
        foreach (var value in Enum.GetValues<T>())
        {
            Assert.Equal(JsonSerializer.Serialize(value), $"\"{WireWord.From(value)}\"");
            Assert.Equal(value, WireWord.Parse<T>(WireWord.From(value)));
            Assert.Equal(value, JsonSerializer.Deserialize<T>($"\"{WireWord.From(value)}\""));
        }
    }
}
