using Moderation.Cli;

namespace Moderation.Tests.Unit;

public class CliProgramTests
{
    [Theory]
    [InlineData("bench", "frames", "--rounds", "x")]
    [InlineData("bench", "decide", "--seconds", "x")]
    [InlineData("bench", "review", "--seconds", "x")]
    [InlineData("demo", "--for", "x")]
    [InlineData("eval", "text", "--input", ".", "--resamples", "x")]
    public async Task An_option_with_a_value_of_another_type_is_named_in_one_line(params string[] args)
    {
        var said = new StringWriter();
        var thrown = await Record.ExceptionAsync(async () => Assert.Equal(1, await CliProgram.RunAsync(args, said)));

        Assert.Null(thrown);
        Assert.True(said.ToString().Count(c => c == '\n') <= 1, said.ToString());
    }

    [Fact]
    public async Task What_is_said_names_option_and_value()
    {
        var said = new StringWriter();

        await CliProgram.RunAsync(["bench", "frames", "--rounds", "x"], said);

        Assert.StartsWith("moderation: ", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("'x' for option '--rounds'", said.ToString(), StringComparison.Ordinal);
    }
}
