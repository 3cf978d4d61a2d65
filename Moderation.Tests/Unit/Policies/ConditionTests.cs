using Moderation.Core.Policies;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies;

public sealed class ConditionTests
{
    [Fact]
    public void Evaluation_allocates_nothing_and_reads_each_fact_once()
    {
        var when = When("participant", "(belief(under_18) >= 0.9 or belief(under_18) * 2 > 1.9) and not covered and role in [host, guest] and max(received.coins over 10m per minute, 3) >= 3 and known(read_years)");
        var source = new ScriptedFacts(1);
        Assert.Equal(Truth.False, when.Evaluate(source, default));
        Assert.Equal(when.Facts.Count, source.Reads);
        Assert.Equal(["belief(under_18)", "covered", "role", "received.coins over 10m", "read_years"], when.Facts.Select(use => use.ToString()));

        Assert.Equal(0, Allocation.Of(10_000, _ => when.Evaluate(source, default)));
    }

    [Theory]
    [InlineData("live.people > 2 and live.in_match", double.NaN, "Unknown")]
    [InlineData("live.people > 2 or true", double.NaN, "True")]
    [InlineData("live.people > 2 and false", double.NaN, "False")]
    [InlineData("not (live.people > 2)", double.NaN, "Unknown")]
    [InlineData("known(live.people)", double.NaN, "False")]
    [InlineData("not known(live.people)", double.NaN, "True")]
    [InlineData("live.people / live.viewers > 0", 0.0, "Unknown")]
    [InlineData("gifts.coins over 10m per minute == 6", 60.0, "True")]
    [InlineData("gifts.coins over 1m per hour == 60", 1.0, "True")]
    [InlineData("gifts.coins over 10m per second == 0.1", 60.0, "True")]
    [InlineData("live.match_time / 2m == 0.5", 60.0, "True")]
    [InlineData("live.people in [1, 3, 5]", 3.0, "True")]
    [InlineData("live.people in [1, 3, 5]", 4.0, "False")]
    [InlineData("1 - 2 - 3 == -4", 0.0, "True")]
    [InlineData("2 + 3 * 4 == 14 && !(8 / 4 / 2 != 1)", 0.0, "True")]
    public void A_condition_is_true_false_or_unknown(string when, double everything, string truth)
    {
        Assert.Equal(Enum.Parse<Truth>(truth), When("live", when).Evaluate(new ScriptedFacts(everything), default));
    }

    [Theory]
    [InlineData("belief(under_18) >= 0.90", 0.93, "belief: The probability that the person is under 18 is 0.93; at least 0.9 is needed.")]
    [InlineData("belief(under_18) >= 0.90", double.NaN, "belief: The probability that the person is under 18 is unknown; at least 0.9 is needed.")]
    [InlineData("belief(under_18) >= 0.90", 0.123456789, "belief: The probability that the person is under 18 is 0.1235; at least 0.9 is needed.")]
    [InlineData("minor > 0.5", 0.93, "belief: The probability that the person is under 18 (minor) is 0.93; more than 0.5 is needed.")]
    [InlineData("not (minor > 0.5)", 0.2, "belief: The probability that the person is under 18 (minor) is 0.2; at most 0.5 is needed.")]
    [InlineData("0.5 <= minor", 0.93, "belief: The probability that the person is under 18 (minor) is 0.93; at least 0.5 is needed.")]
    [InlineData("said.lines(hostile) over 2m >= 3", 5.0, "said_lines: How many flagged lines were said by the subject (hostile) over 2m: 5 lines; at least 3 is needed.")]
    [InlineData("received.coins over 10m per minute < 100", 1234.0, "received_coins: The coins of the gifts sent to the person over 10m is 123.4 coins a minute; less than 100 is needed.")]
    [InlineData("role in [guest, opponent]", 0.0, "role: Why the person is on screen: host; guest or opponent is needed.")]
    [InlineData("standing.age_assurance != verified_adult", 1.0, "standing_age_assurance: What the platform knows of the subject's age: verified_adult; anything but verified_adult is needed.")]
    [InlineData("not covered", 1.0, "covered: Whether something lies over the person's face: true; false is needed.")]
    [InlineData("clear_face_time over 2m >= 20s", 3725.0, "clear_face_time: The time for which the person's face was clearly seen over 2m is 1h 2m 5s; at least 20s is needed.")]
    [InlineData("known(read_years)", double.NaN, "read_years: The mean of the ages read on clear faces is unknown; it must be known.")]
    [InlineData("received.coins over 1m >= 3 * received.usual_rate", 30.0, "received_coins: The coins of the gifts sent to the person over 1m is 30 coins; at least 90 (3 * received.usual_rate) is needed.")]
    public void A_reason_is_one_sentence_with_values_and_units(string when, double everything, string reason)
    {
        var reasons = When("participant", when, "let: { minor: belief(under_18) }").Explain(new ScriptedFacts(everything), default);

        Assert.Equal(reason, string.Join('\n', reasons.Select(one => $"{one.Code}: {one.Text}")));
    }

    [Fact]
    public void Only_what_mattered_is_a_reason()
    {
        var when = When("live", "live.people >= 2 and (live.viewers >= 10 or live.in_match) and chat.lines(any) >= 1");
        var source = new ScriptedFacts { ["live.people"] = 3, ["live.viewers"] = 5, ["live.in_match"] = 1, ["chat.lines(any)"] = 0 };

        Assert.Equal(["chat_lines"], when.Explain(source, default).Select(reason => reason.Code));
        source["chat.lines(any)"] = 4;
        Assert.Equal(["live_people", "live_in_match", "chat_lines"], when.Explain(source, default).Select(reason => reason.Code));
        source["live.people"] = double.NaN;
        Assert.Equal(["live_people"], when.Explain(source, default).Select(reason => reason.Code));
    }

    private static Condition When(string subject, string when, string rest = "") =>
        SheetCompiler.FromYaml(SampleSheets.Smallest(subject, $"\"{when}\"", rest)).Variants[0].Ladder[0].When;
}
