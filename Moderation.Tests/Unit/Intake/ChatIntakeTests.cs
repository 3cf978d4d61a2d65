using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Hosting;
using Moderation.Worker.Intake;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Tests.Unit.Intake;

public sealed class ChatIntakeTests : IDisposable
{
    private const string Marker = "zorkmid-quux";
    private readonly FakeTimeProvider _time = new(ChatParts.Noon);
    private readonly ChatSamplingOptions _options = new() { KeptShare = 0.3, PressureAt = 2 };
    private readonly ChatParts _parts;
    private readonly TextLane _lane;
    private readonly ChatIntake _intake;
    private readonly MetricCollector<long> _counted;

    public ChatIntakeTests()
    {
        _parts = new ChatParts(_time, _options);
        _lane = _parts.Lane(ScriptedTextScorers.Calm(), new TextScoringOptions { BatchWait = TimeSpan.FromSeconds(1_000) });
        _counted = new MetricCollector<long>(_parts.Worker.Meters, WorkerTelemetry.Name, "moderation.sampling.lines");
        _intake = new ChatIntake(
            new LaneBoard<TextLane>([_lane]),
            _parts.Worker.DeadLetters,
            new ChatSampler(_options, _parts.Roster, _parts.Risk),
            new SamplingOptions(),
            new SamplingMetrics(_parts.Worker.Meters),
            _time);
        _intake.Assign(_parts.Worker.Partition.Id);
    }

    public static TheoryData<string, string, DeadLetterReason, string> BadLines() => new()
    {
        { "v", "2", DeadLetterReason.UnknownVersion, "version 2, this build reads 1 to 1" },
        { "text", "", DeadLetterReason.InvalidRecord, "missing required fields 'text'" },
        { "messageId", $"\"{Marker} {Marker}\"", DeadLetterReason.InvalidRecord, "messageId is no id" },
        { "messageId", "\"\"", DeadLetterReason.InvalidRecord, "messageId is no id" },
        { "text", $"{{\"{Marker}\":1}}", DeadLetterReason.InvalidRecord, "a field has the wrong form at $.text" },
        { "source", $"\"{Marker}\"", DeadLetterReason.InvalidRecord, "a field has the wrong form at $.source" },
        { "authorId", $"\"{Marker} !\"", DeadLetterReason.InvalidRecord, "a field has the wrong form at $.authorId" },
        { "liveId", "\"live-2\"", DeadLetterReason.BadKey, "the key is not the record's live id" },
        { "at", "\"2026-03-01T12:01:00.001Z\"", DeadLetterReason.InvalidRecord, "at lies in the future" },
    };

    [Theory]
    [MemberData(nameof(BadLines))]
    public void A_line_that_cannot_be_used_is_dead_lettered_without_a_word_of_it(string field, string value, DeadLetterReason reason, string detail)
    {
        var json = JsonNode.Parse(Json(ChatParts.Line(1, Marker)))!.AsObject();
        json.Remove(field);
        var text = json.ToJsonString();
        Take(value.Length == 0 ? text : $"{text[..^1]},\"{field}\":{value}}}");

        AssertRefused(reason, detail);
    }

    [Theory]
    [InlineData("zorkmid-quux", DeadLetterReason.InvalidJson)]
    [InlineData("{\"zorkmid-quux\":", DeadLetterReason.InvalidJson)]
    [InlineData("null", DeadLetterReason.InvalidRecord)]
    [InlineData("", DeadLetterReason.EmptyValue)]
    public void What_is_no_record_is_dead_lettered(string json, DeadLetterReason reason)
    {
        Take(json);

        AssertRefused(reason, detail: null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("live 1")]
    [InlineData("live-2")]
    public void A_line_under_a_foreign_key_is_dead_lettered(string? key)
    {
        _intake.Take(_parts.Worker.Receive(key, Encoding.UTF8.GetBytes(Json(ChatParts.Line(1))), ChatParts.Noon));

        AssertRefused(DeadLetterReason.BadKey, "the key is not the record's live id");
    }

    [Fact]
    public void A_flood_of_control_characters_is_a_line_like_any_other()
    {
        Take(Json(ChatParts.Line(1, new string('\u0007', 5_000))));

        Assert.Empty(_parts.Worker.Publisher.Sent);
        Assert.Equal(1, _lane.Waiting);
    }

    [Fact]
    public void Of_every_line_that_is_read_the_fate_is_counted_once()
    {
        const int Count = 1_000;
        for (var n = 0; n < Count; n++)
        {
            var line = ChatParts.Line(n) with { At = n % 7 == 0 ? ChatParts.Noon.AddHours(-1) : ChatParts.Noon };
            _intake.Take(_parts.Worker.Receive("live-1", Encoding.UTF8.GetBytes(Json(line)), n % 5 == 0 ? ChatParts.Noon.AddMinutes(-3) : ChatParts.Noon));
        }

        var byFate = _counted.GetMeasurementSnapshot().GroupBy(m => $"{m.Tags["fate"]} {m.Tags["reason"]}").ToDictionary(group => group.Key, group => group.Sum(m => m.Value));
        Assert.Equal(Count, byFate.Values.Sum());
        Assert.Equal(["skipped backlog", "skipped late", "skipped too_old", "taken all", "taken share"], byFate.Keys.Order());
        Assert.Equal(143, byFate["skipped too_old"]);
        Assert.Equal(byFate["taken all"] + byFate["taken share"], _parts.Worker.Partition.Quota.Held);
    }

    [Fact]
    public void A_line_that_is_skipped_is_finished_at_once()
    {
        Take(Json(ChatParts.Line(1) with { At = ChatParts.Noon.AddHours(-1) }));

        Assert.Empty(_parts.Worker.Publisher.Sent);
        Assert.Equal(1, _parts.Worker.Partition.NextCommit());
    }

    public void Dispose()
    {
        _lane.Dispose();
        _counted.Dispose();
        _parts.Dispose();
    }

    private static string Json(ChatRecord line) => System.Text.Json.JsonSerializer.Serialize(line, WireJson.Default.ChatRecord);

    private void Take(string json) => _intake.Take(_parts.Worker.Receive("live-1", Encoding.UTF8.GetBytes(json), ChatParts.Noon));

    private void AssertRefused(DeadLetterReason reason, string? detail)
    {
        var letter = Assert.Single(_parts.Letters());
        Assert.Equal((reason, detail ?? letter.Detail, ChatIntake.Stage), (letter.Reason, letter.Detail, letter.Stage));
        Assert.All(_parts.Worker.Publisher.Sent, sent => Assert.DoesNotContain("zorkmid", Encoding.UTF8.GetString(sent.Value!), StringComparison.Ordinal));
        Assert.Equal(0, _lane.Waiting);
        Assert.Empty(_counted.GetMeasurementSnapshot());
        _parts.Worker.Publisher.AcknowledgeAll();
        Assert.Equal(1, _parts.Worker.Partition.NextCommit());
    }
}
