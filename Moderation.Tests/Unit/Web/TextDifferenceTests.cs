using CsCheck;
using Moderation.Api.Web.Policies;

namespace Moderation.Tests.Unit.Web;

public sealed class TextDifferenceTests
{
    private static readonly Gen<string> Texts = Gen.Char['a', 'c'].Array[1, 12].Select(letters => string.Join('\n', letters));

    [Fact]
    public void Both_texts_can_be_read_out_of_what_differs() => Gen.Select(Texts, Texts).Sample((before, after) =>
    {
        var lines = TextDifference.Of(before, after);
        return before == string.Join('\n', lines.Where(line => line.Kind != '+').Select(line => line.Text))
            && after == string.Join('\n', lines.Where(line => line.Kind != '-').Select(line => line.Text));
    });

    [Fact]
    public void As_many_lines_as_can_be_are_common_to_both() => Gen.Select(Texts, Texts).Sample((before, after) =>
        TextDifference.Of(before, after).Count(line => line.Kind == ' ') == Longest(before.Split('\n'), after.Split('\n')));

    /// <summary>The naive twin: each line of the text before is left out or found, whichever gives more.</summary>
    private static int Longest(ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        if (before.IsEmpty || after.IsEmpty)
            return 0;
        var without = Longest(before[1..], after);
        var place = after.IndexOf(before[0]);
        return place < 0 ? without : Math.Max(without, 1 + Longest(before[1..], after[(place + 1)..]));
    }
}
