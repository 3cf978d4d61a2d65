using System.Text.Json;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Policies.Sessions;

public sealed class SessionScriptTests
{
    [Fact]
    public void A_repeated_happening_happens_at_both_ends_of_its_time_and_counts_itself()
    {
        var lines = Play("""
            - { from: 10s, to: 1m10s, every: 20s, line: { by: "new-{n}", labels: [insult], account_days: 1 } }
            """).Cast<TextSignal>().ToList();

        Assert.Equal([10, 30, 50, 70], lines.Select(line => (line.At - SessionStage.Start).TotalSeconds));
        Assert.Equal(["new-1", "new-2", "new-3", "new-4"], lines.Select(line => line.AuthorId!.Value.Value));
        Assert.Equal(4, lines.Select(line => line.SampleId).Distinct().Count());
        Assert.All(lines, line => Assert.Equal(new LabelScore(TextLabel.Insult, 0.9, true), Assert.Single(line.Scores)));
        Assert.All(lines, line => Assert.Equal(SessionStage.Start.AddDays(-1), line.AuthorSince));
    }

    [Fact]
    public void Faces_of_one_moment_are_in_one_frame_each_in_the_tile_of_its_person()
    {
        var log = Play("""
            - { at: 0s, joins: host, tile: left }
            - { at: 0s, joins: guest, tile: right }
            - { from: 1s, to: 2s, every: 1s, face: host, reads: [7, 8] }
            - { at: 2s, face: guest, quality: poor }
            """);

        var frames = log.OfType<FrameSignal>().ToList();
        Assert.Equal([1, 2], frames.Select(frame => frame.Faces.Count));
        Assert.Equal([7.0, 8.0], frames.Select(frame => frame.Faces[0].Age!.ExpectedYears));
        Assert.True(new NormalizedBox(0, 0, 0.5, 1).Contains(frames[1].Faces[0].Box.CentreLeft(), frames[1].Faces[0].Box.CentreTop()));
        Assert.True(new NormalizedBox(0.5, 0, 0.5, 1).Contains(frames[1].Faces[1].Box.CentreLeft(), frames[1].Faces[1].Box.CentreTop()));
        Assert.Equal(FaceQualityBand.Poor, frames[1].Faces[1].Quality.Band);
        Assert.Null(frames[1].Faces[1].Age);
        Assert.All(frames, frame => Assert.Equal("age-model", frame.Models.Single().Name));
    }

    [Fact]
    public void The_log_is_in_order_of_time_whatever_the_order_of_writing()
    {
        var log = Play("""
            - { from: 0s, to: 10s, every: 5s, frame: empty }
            - { at: 7s, line: { by: u-1 } }
            - { at: 0s, live: starts, country: FR, viewers: 200 }
            """);

        Assert.Equal(["session", "frame", "frame", "text", "frame"], log.Select(Kind));
        Assert.Equal(log.Select(signal => signal.At).Order(), log.Select(signal => signal.At));
        var started = Assert.IsType<SessionSignal>(log[0]).Event;
        Assert.Equal(("FR", 200), (started.Country, started.ViewerCount));
    }

    [Fact]
    public void Names_on_screen_stand_for_their_accounts()
    {
        var log = Play("""
            - { at: 0s, joins: host, user: u-star }
            - { at: 1s, line: { by: host, to: u-2, labels: [gift_begging] } }
            - { at: 2s, gift: { id: rose, from: u-2, to: host, coins: 500, amount: 6.99 EUR, stored: true, third_party: false } }
            - { at: 3s, refunds: rose }
            - { at: 4s, standing: { user: host, strikes: 1, spending: { days: 20, usual_coins: 50 }, refunds: [{ receiver: u-2, ago: 2d, coins: 5 }], exempt: [minors.host] } }
            """);

        Assert.Equal(("u-star", "u-2"), (log.OfType<TextSignal>().Single().AuthorId!.Value.Value, log.OfType<TextSignal>().Single().ReplyTo!.Value.Value));
        var (sent, refunded) = (log.OfType<GiftSignal>().First().Gift, log.OfType<GiftSignal>().Last().Gift);
        Assert.Equal((699L, "EUR", "u-star", true, false), (sent.AmountMinor, sent.Currency, sent.ReceiverUserId!.Value.Value, sent.StoredInstrument, sent.ThirdPartyInstrument));
        Assert.Equal(("rose", GiftEvent.Refunded, SessionStage.Start.AddSeconds(3)), (refunded.GiftId, refunded.Event, refunded.At));
        var standing = log.OfType<StandingSignal>().Single().Standing;
        Assert.Equal(("u-star", 1, 20), (standing.UserId.Value, standing.Strikes, standing.Spending!.Days));
        Assert.Equal(SessionStage.Start.AddSeconds(4).AddDays(-2), standing.Refunds.Single().At);
        Assert.True(standing.ExemptUntil["minors.host"] > SessionStage.Start.AddYears(1));
    }

    [Theory]
    [InlineData("amount: 700 JPY", 700, "JPY")]
    [InlineData("amount: 1.234 KWD", 1234, "KWD")]
    [InlineData("amount: 1_0 EUR", null, null)]
    [InlineData("amount: 6.999 EUR", null, null)]
    [InlineData("amount: 7", null, null)]
    public void A_price_is_kept_in_the_smallest_unit_of_its_currency(string amount, int? minor, string? currency)
    {
        var faults = new List<SheetFault>();
        var script = SessionScript.Read(SheetText.Read($$"""
            - { at: 0s, joins: host }
            - { at: 2s, gift: { from: u-2, to: host, coins: 5, {{amount}} } }
            """, json: false), faults);

        if (minor is null)
        {
            Assert.Contains("amount is a price and its currency", Assert.Single(faults).Says, StringComparison.Ordinal);
            return;
        }

        var gift = script!.Play("age-model").Steps.Select(step => step.Signal).OfType<GiftSignal>().Single().Gift;
        Assert.Equal((minor, currency), ((int)gift.AmountMinor, gift.Currency));
    }

    [Fact]
    public void Every_entry_of_every_kind_is_faultless_on_the_wire()
    {
        var log = Play("""
            - { at: 0s, live: starts, country: FR }
            - { at: 0s, joins: host, role: host, tile: left }
            - { at: 0s, joins: friend, role: guest, tile: [0.5, 0, 0.5, 1], user: unknown }
            - { at: 1s, filter_on: host }
            - { at: 2s, filter_off: host }
            - { at: 3s, covers: friend }
            - { at: 4s, uncovers: friend, viewers: 10 }
            - { at: 5s, moves: friend, tile: bottom }
            - { at: 6s, match: starts }
            - { at: 7s, match: ends }
            - { at: 8s, frame: not_scored }
            - { at: 9s, line: { by: host, source: caption, labels: [gift_begging, quid_pro_quo], score: 0.7, rules: [handle, phone] } }
            - { at: 9s, line: { id: odd, by: u-9, scored: false } }
            - { at: 10s, flag: { by: u-7, about: odd, reason: minor, trusted: true } }
            - { at: 10s, flag: { by: u-7, about: friend, reason: minor } }
            - { at: 10s, flag: { by: u-7, reason: minor } }
            - { at: 11s, standing: { user: u-7, returned_share: 0.8, ring_accounts: 4, flags: { upheld: 3, rejected: 1 }, age_assurance: verified_adult } }
            - { at: 12s, leaves: friend }
            - { at: 13s, live: ends }
            """);

        Assert.All(log, signal =>
        {
            var read = RecordReader.Read(JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord), WireJson.Default.SignalRecord);
            Assert.Equal(("", signal.GetType()), (read.Detail, read.Record?.GetType()));
        });
        Assert.Equal(19, log.Count);
    }

    [Fact]
    public void The_same_script_makes_the_same_bytes()
    {
        const string Script = """
            - { at: 0s, joins: host }
            - { from: 1s, to: 20s, every: 700ms, face: host, reads: [15, 19] }
            - { from: 1s, to: 20s, every: 3s, gift: { from: "u-{n}", to: host, coins: 5 } }
            """;

        Assert.Equal(Bytes(Play(Script)), Bytes(Play(Script)));
    }

    [Theory]
    [InlineData("- { at: 5s, lin: { by: u-1 } }", "1:3: unknown happening 'lin'; did you mean 'line'?")]
    [InlineData("- { at: 5s, line: { by: u-1, labels: [insutl] } }", "1:39: labels cannot be 'insutl'; did you mean 'insult'?")]
    [InlineData("- { at: 5s, line: { by: u-1, acount_days: 3 } }", "1:30: unknown field 'acount_days'; did you mean 'account_days'?")]
    [InlineData("- { at: 5, line: { by: u-1 } }", "1:9: at must be a time with its unit, such as 90s, 1m30s or 2d")]
    [InlineData("- { from: 5s, every: 1s, line: { by: u-1 } }", "1:3: when? write at: 10s, or from: 0s, to: 60s, every: 1s")]
    [InlineData("- { from: 5s, to: 1h, every: 1ms, frame: empty }", "1:30: it repeats more than 10000 times")]
    [InlineData("- { at: 5s, live: starts, match: starts }", "1:3: live and match are two happenings; write them on two lines")]
    [InlineData("- { at: 5s, live: start }", "1:19: live cannot be 'start'; did you mean 'starts'?")]
    [InlineData("- { at: 5s, gift: { from: u-1, to: host, coins: 0 } }", "1:49: coins must be a whole number from 1 to 100000000")]
    [InlineData("- { at: 5s, joins: \"a b\", role: host }", "1:20: joins is no id: 1 to 128 characters of A-Z a-z 0-9 . _ : -, and {n} for the number of the repetition")]
    [InlineData("- { at: 5s, joins: someone }", "1:3: role is missing: host, guest or opponent")]
    [InlineData("- live starts", "1:3: a happening is written in braces, such as { at: 0s, live: starts }")]
    public void A_mistake_is_told_with_its_place_and_the_nearest_known_word(string yaml, string fault)
    {
        var faults = new List<SheetFault>();

        Assert.Null(SessionScript.Read(SheetText.Read(yaml, json: false), faults));

        Assert.Contains(fault, faults.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("- { at: 5s, covers: hosst }", "1:3: at 5s: nobody called 'hosst' has joined; did you mean 'host'?")]
    [InlineData("- { at: 5s, refunds: roes }", "1:3: at 5s: there is no gift 'roes' yet; did you mean 'rose'?; a gift gets its id by id: ...")]
    [InlineData("- { at: 5s, match: ends }", "1:3: at 5s: no match has started")]
    [InlineData("- { from: 5s, to: 6s, every: 1s, line: { id: same, by: u-1 } }", "1:3: at 6s: there is a line 'same' already; write {n} into the id of a line that repeats")]
    public void What_cannot_happen_as_things_stand_is_told_with_its_time(string yaml, string fault)
    {
        var faults = new List<SheetFault>();
        var script = SessionScript.Read(SheetText.Read($$"""
            {{yaml}}
            - { at: 0s, joins: host }
            - { at: 1s, gift: { id: rose, from: u-2, to: host, coins: 1 } }
            """, json: false), faults);

        Assert.Empty(faults);
        Assert.Equal([fault], script!.Play("age-model").Faults.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("1m30s", 90.0)]
    [InlineData("0s", 0.0)]
    [InlineData("1.5h", 5400.0)]
    [InlineData("2d", 172_800.0)]
    [InlineData("250ms", 0.25)]
    [InlineData("", null)]
    [InlineData("s", null)]
    [InlineData("5", null)]
    [InlineData("5 s", null)]
    [InlineData("-5s", null)]
    [InlineData("5x", null)]
    [InlineData("99999999d", null)]
    [InlineData("3650d1d", null)]
    public void A_time_is_a_number_with_a_unit(string text, double? seconds)
    {
        Assert.Equal(seconds, SessionTime.TryParse(text, out var time) ? time.TotalSeconds : null);
        if (seconds is not null)
            Assert.True(SessionTime.TryParse(SessionTime.Text(time), out var again) && again == time);
    }

    private static List<SignalRecord> Play(string yaml)
    {
        var faults = new List<SheetFault>();
        var script = SessionScript.Read(SheetText.Read(yaml, json: false), faults);
        Assert.Empty(faults);
        var stage = script!.Play("age-model");
        Assert.Empty(stage.Faults);
        return [.. stage.Steps.Select(step => step.Signal!)];
    }

    private static string Kind(SignalRecord signal) => JsonDocument.Parse(JsonSerializer.Serialize(signal, WireJson.Default.SignalRecord)).RootElement.GetProperty("kind").GetString()!;

    private static string Bytes(List<SignalRecord> log) => string.Join('\n', log.Select(signal => JsonSerializer.Serialize(signal, WireJson.Default.SignalRecord)));
}
