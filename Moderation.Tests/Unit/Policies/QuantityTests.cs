using Moderation.Core.Policies.Expressions;

namespace Moderation.Tests.Unit.Policies;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("1_000", 1000, "1000")]
    [InlineData("0.30", 0.3, "0.3")]
    [InlineData("5%", 0.05, "0.05")]
    [InlineData("0.3%", 0.003, "0.003")]
    [InlineData("29%", 0.29, "0.29")]
    [InlineData("0.000000000000001%", 1e-17, "0.00000000000000001")]
    [InlineData("0.00000000000000001", 1e-17, "0.00000000000000001")]
    [InlineData("999999999999999", 999999999999999, "999999999999999")]
    [InlineData("0", 0, "0")]
    public void A_number_is_read_and_written_in_the_fewest_digits(string text, double value, string canonical)
    {
        Assert.True(Quantity.TryNumber(text, out var read));
        Assert.Equal(value, read);
        Assert.Equal(canonical, Quantity.Text(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1__0")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("-1")]
    [InlineData("1000000000000000")]
    [InlineData("0.000000000000000001")]
    public void What_is_no_number_is_refused(string text) => Assert.False(Quantity.TryNumber(text, out _));

    [Theory]
    [InlineData("90s", 90, "90s")]
    [InlineData("60s", 60, "1m")]
    [InlineData("1h30m", 5400, "90m")]
    [InlineData("24h", 86400, "1d")]
    [InlineData("366d", 31622400, "366d")]
    [InlineData("0s", 0, "0s")]
    public void A_duration_is_read_and_written_in_the_largest_unit_that_it_is_a_whole_number_of(string text, int seconds, string canonical)
    {
        Assert.True(Quantity.TryDuration(text, out var read));
        Assert.Equal(TimeSpan.FromSeconds(seconds), read);
        Assert.Equal(canonical, Quantity.Text(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("30")]
    [InlineData("30m1h")]
    [InlineData("1m1m")]
    [InlineData("1.5h")]
    [InlineData("367d")]
    [InlineData("99999999999s")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(Quantity.TryDuration(text, out _));
}
