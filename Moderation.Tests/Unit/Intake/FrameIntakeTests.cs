using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Hosting;
using Moderation.Worker.Intake;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Tests.Unit.Intake;

public sealed class FrameIntakeTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly WorkerParts _parts;
    private readonly ScoringLane _lane;
    private readonly FrameIntake _intake;

    public FrameIntakeTests()
    {
        _parts = new WorkerParts(_time);
        var metrics = new SamplingMetrics(_parts.Meters);
        var options = new SamplingOptions();
        var scoring = new FrameScoring(
            new FrameGate(options, metrics, _time),
            _parts.Publisher,
            _parts.DeadLetters,
            new FailureStreak(20, _parts.Fault),
            new ScoringMetrics(_parts.Meters),
            NullLogger<FrameScoring>.Instance);
        _lane = new ScoringLane(0, new WorkQuota(100, 10), new LaneScorer(ScriptedScorers.OneFace(30).Create()), scoring, _parts.Fault);
        _intake = new FrameIntake(new LaneBoard<ScoringLane>([_lane]), _parts.DeadLetters, options, metrics, _time);
        _intake.Assign(_parts.Partition.Id);
    }

    public static TheoryData<string?, string?, string?, string?, DeadLetterReason, string> BadHeads() => new()
    {
        { null, "1", "f-1", "2026-03-01T12:00:00Z", DeadLetterReason.BadKey, "no key" },
        { "live 1", "1", "f-1", "2026-03-01T12:00:00Z", DeadLetterReason.BadKey, "the key is no live id" },
        { "moderation:every-live", "1", "f-1", "2026-03-01T12:00:00Z", DeadLetterReason.BadKey, "live ids that begin with moderation: are this service's own" },
        { "live-1", null, "f-1", "2026-03-01T12:00:00Z", DeadLetterReason.BadHeader, "header v is missing" },
        { "live-1", "one", "f-1", "2026-03-01T12:00:00Z", DeadLetterReason.BadHeader, "header v is not a whole number" },
        { "live-1", "2", "f-1", "2026-03-01T12:00:00Z", DeadLetterReason.UnknownVersion, "header set version 2, this build reads 1 to 1" },
        { "live-1", "1", null, "2026-03-01T12:00:00Z", DeadLetterReason.BadHeader, "header frame-id is missing" },
        { "live-1", "1", "f/1", "2026-03-01T12:00:00Z", DeadLetterReason.BadHeader, "header frame-id is not an id" },
        { "live-1", "1", "f-1", null, DeadLetterReason.BadHeader, "header captured-at is missing" },
        { "live-1", "1", "f-1", "2026-03-01T12:00:00", DeadLetterReason.BadHeader, "header captured-at is not an ISO 8601 time with offset" },
        { "live-1", "1", "f-1", "yesterday", DeadLetterReason.BadHeader, "header captured-at is not an ISO 8601 time with offset" },
        { "live-1", "1", "f-1", "2099-01-01T00:00:00Z", DeadLetterReason.BadHeader, "header captured-at lies in the future" },
    };

    [Theory]
    [MemberData(nameof(BadHeads))]
    public void A_frame_that_says_too_little_about_itself_is_dead_lettered(
        string? key, string? version, string? frameId, string? capturedAt, DeadLetterReason reason, string detail)
    {
        var headers = new[] { ("v", version), ("frame-id", frameId), ("captured-at", capturedAt) }.Where(h => h.Item2 is not null).Select(h => (h.Item1, h.Item2!));
        var record = _parts.Receive(key, [1, 2, 3], Noon, [.. headers]);

        _intake.Take(record);

        var letter = SingleLetter();
        Assert.Equal((reason, detail), (letter.Reason, letter.Detail));
        Assert.Equal((record.Ref, 3L, FrameIntake.Stage), (letter.Source, letter.ByteCount, letter.Stage));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])), letter.Sha256);
        Assert.Equal(0, _parts.Partition.NextCommit());
        _parts.Publisher.AcknowledgeAll();
        Assert.Equal(1, _parts.Partition.NextCommit());
    }

    [Theory]
    [InlineData("2026-03-01T13:00:00+01:00")]
    [InlineData("2026-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00:00.0000000+00:00")]
    public void Times_with_any_offset_are_read_as_the_same_instant(string text)
    {
        var record = _parts.Receive("live-1", [1], Noon, ("v", "1"), ("frame-id", "f-1"), ("captured-at", text));

        Assert.Null(FrameHeadReader.Read(record.Key, record.Headers, out var head));
        Assert.Equal(Noon, head.CapturedAt);
    }

    [Fact]
    public void An_empty_frame_is_dead_lettered()
    {
        _intake.Take(_parts.Receive("live-1", null, Noon, Head(Noon)));

        Assert.Equal(DeadLetterReason.EmptyValue, SingleLetter().Reason);
    }

    [Fact]
    public void A_frame_that_the_sampler_leaves_out_is_finished_at_once()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        _intake.Take(_parts.Receive("live-1", [1], Noon, Head(Noon)));

        Assert.Empty(_parts.Publisher.Sent);
        Assert.Equal(1, _parts.Partition.NextCommit());
    }

    public void Dispose()
    {
        _lane.Dispose();
        _parts.Dispose();
    }

    private static (string, string)[] Head(DateTimeOffset capturedAt) =>
        [("v", "1"), ("frame-id", "f-1"), ("captured-at", capturedAt.ToString("O", CultureInfo.InvariantCulture))];

    private DeadLetterRecord SingleLetter() =>
        JsonSerializer.Deserialize(Assert.Single(_parts.Publisher.To(TopicNames.DeadLetters)).Value, WireJson.Default.DeadLetterRecord)!;
}
