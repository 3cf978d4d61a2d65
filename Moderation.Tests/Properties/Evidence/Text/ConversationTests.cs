using CsCheck;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Evidence.Text;

public sealed class ConversationTests
{
    private static readonly TextEvidenceOptions Options = new();
    private static readonly TextLabel[] Labels = Enum.GetValues<TextLabel>();
    private static readonly TextRule[] Rules = Enum.GetValues<TextRule>();

    /// <summary>Any line at all: any labels with any scores, any rules.</summary>
    private static readonly Gen<TextSignal> AnyLine = Gen.Select(
        Gen.Double[0, 600], Gen.Int[0, Labels.Length - 1].HashSet[0, 15], Gen.Double[0, 1], Gen.Int[0, Rules.Length - 1].HashSet[0, 12],
        (second, labels, score, rules) => TextLines.Line(second, "m").Flagged(score, [.. labels.Select(l => Labels[l])]).Hit([.. rules.Select(r => Rules[r])]));

    private static readonly TextRule[] Ages = [TextRule.AgeQuestion];
    private static readonly TextRule[] Contacts = [TextRule.Handle, TextRule.Phone];
    private static readonly TextRule[] Secrets = [TextRule.Secrecy, TextRule.Alone];

    [Fact]
    public void Age_contact_and_secrecy_within_ten_minutes_outrank_any_single_line_whatever_its_score() =>
        Gen.Select(AnyLine, Gen.Double[0, 600].Array[3], Gen.Int[0, 1], Gen.Int[0, 1]).Sample((single, seconds, contact, secret) =>
        {
            // The weakest combination there is: bare rules, in any order.
            var combined = Rank(
                TextLines.Line(seconds[0], "a").Hit(Ages), TextLines.Line(seconds[1], "b").Hit(Contacts[contact]), TextLines.Line(seconds[2], "c").Hit(Secrets[secret]));
            Assert.True(combined > 1.5 * Rank(single), $"{combined} against {Rank(single)}");
        });

    [Fact]
    public void Any_two_aspects_in_two_lines_outrank_any_single_line() => Gen.Select(AnyLine, AnyLine, AnyLine).Sample((single, first, second) =>
    {
        var reading = Read(first, second);
        if (reading.AspectCount >= 2 && reading.Lines == 2)
            Assert.True(reading.Rank > Rank(single));
    });

    [Fact]
    public void Rank_is_between_0_and_1_and_another_line_within_the_window_never_lowers_it() => AnyLine.Array[1, 12].Sample(lines =>
    {
        var (conversation, before) = (new Conversation(Options), 0.0);
        foreach (var line in lines)
        {
            conversation.Add(LineReading.Of(line, Options.NewAccountAge));
            var rank = conversation.At(LiveLog.Start.AddSeconds(600)).Rank;
            Assert.InRange(rank, before, 1);
            before = rank;
        }
    });

    [Fact]
    public void Aspects_are_those_of_the_lines_within_the_window_of_the_newest() => Gen.Double[0, 2400].Array[1, 30].Sample(seconds =>
    {
        TextRule[] cues = [TextRule.AgeQuestion, TextRule.Handle, TextRule.Secrecy, TextRule.Meeting];
        var lines = seconds.Select((second, i) => TextLines.Line(second, $"m{i}").Hit(cues[i % cues.Length])).ToArray();
        var inside = lines.Where(l => lines.Max(x => x.At) - l.At <= Options.ConversationWindow).ToList();
        var reading = Read(lines);
        Assert.Equal(inside.Select(l => l.Rules[0].Rule).Distinct().Count(), reading.AspectCount);
        Assert.Equal(Math.Min(inside.Count, 5), reading.Lines);
    });

    [Fact]
    public void Conversation_is_over_when_nothing_was_touched_for_as_long_as_the_window()
    {
        var conversation = new Conversation(Options);
        conversation.Add(LineReading.Of(TextLines.Line(0, "a").Hit(Ages), Options.NewAccountAge));
        Assert.Equal(1, conversation.At(LiveLog.Start.AddSeconds(600)).AspectCount);
        Assert.Equal(0, conversation.At(LiveLog.Start.AddSeconds(601)).AspectCount);
    }

    private static double Rank(params TextSignal[] lines) => Read(lines).Rank;

    private static ConversationReading Read(params TextSignal[] lines)
    {
        var conversation = new Conversation(Options);
        foreach (var line in lines)
            conversation.Add(LineReading.Of(line, Options.NewAccountAge));
        return conversation.At(lines.Max(line => line.At));
    }
}
