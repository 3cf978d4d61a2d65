using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Intake;
using Moderation.Worker.Sampling;

namespace Moderation.Tests.Unit.Intake;

public sealed class LogIntakeTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LiveId Live = LiveId.Parse("live-1");
    private static readonly GiftRecord Gift = new()
    {
        V = 1, LiveId = Live, GiftId = "g-1", At = Noon, PayerId = UserId.Parse("u-1"), ReceiverId = ParticipantId.Parse("host"), Coins = 5, AmountMinor = 7, Currency = "EUR",
    };

    private static readonly FlagRecord Flag = new()
    {
        V = 1, LiveId = Live, FlagId = "f-1", At = Noon, Target = FlagTarget.Live, Reason = "minor_on_screen", FlaggerId = UserId.Parse("u-1"), Trusted = true,
    };

    private static readonly VerdictRecord Verdict = new()
    {
        V = 1, LiveId = Live, ReportId = ReportId.Parse("rep-1"), VerdictId = "v-1", Reviewer = "person-1", At = Noon, Kind = VerdictKind.Overturned, ReasonCode = "adult",
    };

    private readonly WorkerParts _parts = new();

    [Fact]
    public void A_gift_is_copied_whole_into_the_log_of_its_live()
    {
        Take(LogSources.Gifts, "live-1", Gift);

        Assert.Equal(Gift, Assert.IsType<GiftSignal>(SingleSignal()).Gift);
    }

    [Fact]
    public void A_flag_is_copied_whole_into_the_log_of_its_live()
    {
        Take(LogSources.Flags, "live-1", Flag);

        Assert.Equal(Flag, Assert.IsType<FlagSignal>(SingleSignal()).Flag);
    }

    [Fact]
    public void A_verdict_is_copied_whole_into_the_log_of_its_live()
    {
        Take(LogSources.Verdicts, "live-1", Verdict);

        Assert.Equal(Verdict, Assert.IsType<VerdictSignal>(SingleSignal()).Verdict);
    }

    [Fact]
    public void A_gift_is_committed_only_when_the_log_has_it()
    {
        Take(LogSources.Gifts, "live-1", Gift);
        Assert.Equal(0, _parts.Partition.NextCommit());

        _parts.Publisher.AcknowledgeAll();

        Assert.Equal(1, _parts.Partition.NextCommit());
    }

    [Fact]
    public void A_gift_under_another_live_s_key_is_dead_lettered()
    {
        Take(LogSources.Gifts, "live-2", Gift);

        Assert.Equal(DeadLetterReason.BadKey, SingleLetter().Reason);
    }

    [Fact]
    public void A_verdict_from_the_future_is_dead_lettered_because_it_would_carry_the_live_s_clock_away()
    {
        Take(LogSources.Verdicts, "live-1", Verdict with { At = Noon.AddHours(1) });

        Assert.Equal((DeadLetterReason.InvalidRecord, "at lies in the future"), (SingleLetter().Reason, SingleLetter().Detail));
    }

    [Fact]
    public void A_gift_without_a_price_is_dead_lettered()
    {
        Take(LogSources.Gifts, "live-1", Gift with { Coins = 0 });

        Assert.Equal(DeadLetterReason.InvalidRecord, SingleLetter().Reason);
    }

    [Theory]
    [InlineData("moderation:every-live")]
    [InlineData("moderation:anything")]
    public void The_platform_cannot_write_where_this_service_s_markers_stand(string live)
    {
        Take(LogSources.Flags, live, Flag with { LiveId = LiveId.Parse(live) });

        Assert.Equal(DeadLetterReason.BadKey, SingleLetter().Reason);
    }

    public void Dispose() => _parts.Dispose();

    private void Take<T>(LogSource<T> source, string key, T record)
        where T : class, IWireRecord
    {
        var intake = new LogIntake<T>(source, _parts.Publisher, _parts.DeadLetters, new SamplingOptions(), new FakeTimeProvider(Noon));
        intake.Take(_parts.Receive(key, JsonSerializer.SerializeToUtf8Bytes(record, source.Type), Noon));
    }

    private SignalRecord SingleSignal()
    {
        var sent = Assert.Single(_parts.Publisher.Sent);
        Assert.Equal((TopicNames.Signals, "live-1"), (sent.Topic, Encoding.UTF8.GetString(sent.Key!)));
        var signal = JsonSerializer.Deserialize(sent.Value, WireJson.Default.SignalRecord)!;
        Assert.Equal((Live, Noon), (signal.LiveId, signal.At));
        Assert.Null(signal.FindFault());
        return signal;
    }

    private DeadLetterRecord SingleLetter() =>
        JsonSerializer.Deserialize(Assert.Single(_parts.Publisher.Sent).Value, WireJson.Default.DeadLetterRecord)!;
}
