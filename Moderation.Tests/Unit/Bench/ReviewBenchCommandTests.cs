using System.CommandLine;
using Moderation.Cli.Bench;
using Moderation.Cli;

namespace Moderation.Tests.Unit.Bench;

public sealed class ReviewBenchCommandTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--cases 5000")]
    [InlineData("--reports 200000")]
    public void What_is_left_out_has_its_usual_value(string words) => Assert.Empty(ReviewBenchCommand.Create().Parse(words).Errors);

    [Fact]
    public void A_number_out_of_its_range_is_refused_with_its_own_name() =>
        Assert.Equal("--cases must be from 1000 to 1000000", Assert.Single(ReviewBenchCommand.Create().Parse("--cases 10").Errors).Message);

    [Fact]
    public async Task More_cases_than_reports_are_refused_before_anything_starts()
    {
        var parsed = ReviewBenchCommand.Create().Parse("--reports 1000 --cases 2000");
        var refusal = await Assert.ThrowsAsync<ToolException>(() => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
        Assert.Contains("--cases", refusal.Message, StringComparison.Ordinal);
    }
}
