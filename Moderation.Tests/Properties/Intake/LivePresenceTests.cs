using CsCheck;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Tests.Properties.Intake;

public sealed class LivePresenceTests
{
    private static readonly TimeSpan EndAfter = TimeSpan.FromSeconds(5);

    /// <summary>Looks at a live: how long after the one before, and whether it was heard of then.</summary>
    private static readonly Gen<(TimeSpan At, bool Heard)[]> Looks =
        Gen.Select(Gen.Long[1, 4_000], Gen.Bool).Array[1, 100].Select(steps =>
        {
            var at = TimeSpan.Zero;
            return steps.Select(step => (at += TimeSpan.FromMilliseconds(step.Item1), step.Item2)).ToArray();
        });

    [Fact]
    public void A_live_is_on_exactly_when_it_was_heard_of_within_the_time_that_it_may_be_silent() => Looks.Sample(looks =>
    {
        var presence = new LivePresence(EndAfter);
        for (var i = 0; i < looks.Length; i++)
        {
            presence.Look(looks[i].Heard ? looks[i].At : null, looks[i].At);

            Assert.Equal(looks[..(i + 1)].Any(look => look.Heard && looks[i].At - look.At <= EndAfter), presence.IsOn);
        }
    });

    [Fact]
    public void Beginnings_and_ends_take_turns_and_the_first_is_a_beginning() => Looks.Sample(looks =>
    {
        var presence = new LivePresence(EndAfter);
        var changes = looks.Select(look => presence.Look(look.Heard ? look.At : null, look.At)).Where(change => change != PresenceChange.None).ToList();

        Assert.Equal(changes.Select((_, i) => i % 2 == 0 ? PresenceChange.Began : PresenceChange.Ended), changes);
    });

    [Fact]
    public void What_was_heard_before_is_no_news()
    {
        var presence = new LivePresence(EndAfter);
        var frame = TimeSpan.FromSeconds(1);

        Assert.Equal(PresenceChange.Began, presence.Look(frame, TimeSpan.FromSeconds(2)));
        Assert.Equal(PresenceChange.None, presence.Look(frame, TimeSpan.FromSeconds(6)));
        Assert.Equal(PresenceChange.Ended, presence.Look(frame, TimeSpan.FromSeconds(6.1)));
        Assert.Equal(PresenceChange.None, presence.Look(frame, TimeSpan.FromSeconds(9)));
    }
}
