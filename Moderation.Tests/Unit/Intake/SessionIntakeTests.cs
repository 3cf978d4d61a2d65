using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Intake;
using Moderation.Worker.Sampling;

namespace Moderation.Tests.Unit.Intake;

public sealed class SessionIntakeTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly WorkerParts _parts = new();
    private readonly LiveRoster _roster = new(new ChatSamplingOptions());
    private readonly SessionIntake _intake;

    public SessionIntakeTests() =>
        _intake = new SessionIntake(
        _parts.Publisher, _parts.DeadLetters, _roster, new SamplingOptions(), new FakeTimeProvider(Noon));

    [Fact]
    public void An_event_is_copied_into_the_log_of_its_live_with_its_trace()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        _intake.Take(_parts.Receive("live-1", Json(Started(Noon)), Noon, ("traceparent", Trace)));

        var sent = Assert.Single(_parts.Publisher.Sent);
        Assert.Equal((TopicNames.Signals, "live-1", Trace), (sent.Topic, Encoding.UTF8.GetString(sent.Key!), Encoding.UTF8.GetString(sent.TraceParent!)));
        var signal = Assert.IsType<SessionSignal>(JsonSerializer.Deserialize(sent.Value, WireJson.Default.SignalRecord));
        Assert.Equal(Started(Noon), signal.Event);
        Assert.Equal(Noon, signal.At);
        Assert.Equal(0, _parts.Partition.NextCommit());
        _parts.Publisher.AcknowledgeAll();
        Assert.Equal(1, _parts.Partition.NextCommit());
    }

    [Theory]
    [InlineData("live-1", "{", DeadLetterReason.InvalidJson)]
    [InlineData("live-1", "{}", DeadLetterReason.InvalidRecord)]
    [InlineData("live-1", "", DeadLetterReason.EmptyValue)]
    public void An_event_that_cannot_be_read_is_dead_lettered(string key, string json, DeadLetterReason reason)
    {
        _intake.Take(_parts.Receive(key, Encoding.UTF8.GetBytes(json), Noon));

        Assert.Equal(reason, SingleLetter().Reason);
    }

    [Theory]
    [InlineData("live-2")]
    [InlineData(null)]
    public void An_event_under_a_foreign_key_is_dead_lettered(string? key)
    {
        _intake.Take(_parts.Receive(key, Json(Started(Noon)), Noon));

        Assert.Equal(DeadLetterReason.BadKey, SingleLetter().Reason);
    }

    [Fact]
    public void An_event_from_the_future_is_dead_lettered_because_it_would_carry_the_live_s_clock_away()
    {
        _intake.Take(_parts.Receive("live-1", Json(Started(Noon.AddHours(1))), Noon));

        Assert.Equal((DeadLetterReason.InvalidRecord, "at lies in the future"), (SingleLetter().Reason, SingleLetter().Detail));
    }

    [Fact]
    public void Whoever_joins_is_known_until_the_partition_goes_to_somebody_else()
    {
        var (live, user) = (LiveId.Parse("live-1"), UserId.Parse("u-1"));
        _intake.Take(_parts.Receive("live-1", Json(Started(Noon) with
        {
            Kind = SessionEventKind.ParticipantJoined, ParticipantId = ParticipantId.Parse("p-1"), UserId = user, Role = ParticipantRole.Host, Tile = NormalizedBox.WholeFrame,
        }), Noon));

        Assert.True(_roster.Has(0, live, user));
        _intake.Forget(_parts.Partition.Id);
        Assert.False(_roster.Has(0, live, user));
    }

    public void Dispose() => _parts.Dispose();

    private static SessionEventRecord Started(DateTimeOffset at) => new()
    {
        V = 1, LiveId = LiveId.Parse("live-1"), EventId = "e-1", At = at, Kind = SessionEventKind.LiveStarted,
    };

    private static byte[] Json(SessionEventRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, WireJson.Default.SessionEventRecord);

    private DeadLetterRecord SingleLetter() =>
        JsonSerializer.Deserialize(Assert.Single(_parts.Publisher.Sent).Value, WireJson.Default.DeadLetterRecord)!;
}
