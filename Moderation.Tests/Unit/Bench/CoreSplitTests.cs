using CsCheck;
using Moderation.Cli.Bench;

namespace Moderation.Tests.Unit.Bench;

public sealed class CoreSplitTests
{
    [Theory]
    [InlineData("0", new[] { 0 })]
    [InlineData(" 0-3,6\n", new[] { 0, 1, 2, 3, 6 })]
    [InlineData("2,5-5,7-8", new[] { 2, 5, 7, 8 })]
    public void Cores_are_read_as_the_system_writes_them(string text, int[] cores) => Assert.Equal(cores, CoreList.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("3-1")]
    [InlineData("1-2-3")]
    [InlineData("all")]
    [InlineData("-1")]
    public void What_is_no_list_of_cores_is_refused(string text) => Assert.ThrowsAny<FormatException>(() => CoreList.Parse(text));

    [Fact]
    public void Cores_that_are_written_are_read_back() =>
        Gen.Int[0, 300].HashSet[1, 40].Sample(cores => CoreList.Parse(CoreList.Write(cores)).SequenceEqual(cores));

    [Fact]
    public void One_core_is_measured_and_every_other_one_is_left_to_the_rest()
    {
        var split = CoreSplit.Of([1, 4, 6])!;

        Assert.Equal((6, "1,4"), (split.Measured, CoreList.Write(split.Others)));
    }

    [Fact]
    public void A_single_core_cannot_be_split()
    {
        Assert.Null(CoreSplit.Of([3]));
        Assert.Null(CoreSplit.Of([]));
    }
}
