using System.Text.Json;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Pipeline;

[Collection(PostgresTests.Name)]
public sealed class FrameToEndpointTests(PostgresServer server) : IDisposable
{
    private const int SecondCount = 40;
    private readonly KafkaFixture _kafka = new();

    [RequiresModelsAndPostgresFact("blazeface-back", "faceres-deep")]
    public async Task Frames_go_in_and_the_endpoints_show_report_action_belief_and_what_is_unknown()
    {
        PortraitLive child = Live("child", Sitter.Host("girl.jpg")), covered = Live("covered", Sitter.Host("adult.jpg", isCovered: true));
        _kafka.Touch([.. TopicNames.All]);
        using var scorers = FrameScorerFactory.Open(Path.Combine(Repository.Root, "models"), new FrameScorerOptions());
        await using var worker = await TestWorker.StartAsync(_kafka, scorers, "--Sampling:MaxAge=01:00:00", "--Decider:StateInterval=00:00:00");
        await using var app = new ModerationApplication(
            await server.CreateDatabaseAsync(), _kafka.Bootstrap, ("Kafka:GroupPrefix", _kafka.Unique),
            ("Policies:Directory", Path.Combine(Repository.Root, "policies")),
            ("Policies:Calibration", Path.Combine(Repository.Root, "models", "age-evidence", "manifest.json")));
        using var client = app.CreateClient();

        // The Api publishes the sheets; what comes after their markers is decided by them.
        _kafka.Read(TopicNames.Signals, ShippedSheets.Names.Count * _kafka.Partitions(TopicNames.Signals).Count, LogFold.IsMarker);
        await PortraitRun.PlayAsync(_kafka, [child, covered], SecondCount);
        var seen = await ScoredAsync(app, child);
        var unknown = await ScoredAsync(app, covered);
        var reports = await EventuallyAsync(() => app.GetJsonAsync("/v1/reports"), json => json.GetProperty("items").GetArrayLength() > 0);
        var detail = await EventuallyAsync(
            () => app.GetJsonAsync($"/v1/lives/{child.Id}"), json => json.GetProperty("actions").GetArrayLength() >= 1 && json.GetProperty("reports").GetArrayLength() == 1);

        var report = Assert.Single(reports.GetProperty("items").EnumerateArray());
        Assert.Equal(child.Id.Value, report.GetProperty("liveId").GetString());
        Assert.Equal("host", report.GetProperty("subject").GetProperty("participantId").GetString());
        Assert.Equal("minors.host", report.GetProperty("policy").GetProperty("name").GetString());
        Assert.Contains("throttle_gifts", detail.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("kind").GetString()));
        Assert.InRange(seen.GetProperty("belief").GetDouble(), 0.8, 0.999);
        Assert.Equal(JsonValueKind.Null, unknown.GetProperty("belief").ValueKind);
        Assert.Contains(unknown.GetProperty("unknownBecause").GetString(), new[] { "no_face", "too_little_clear_face_time" });
        await worker.StopAsync();
    }

    public void Dispose() => _kafka.Dispose();

    /// <summary>The host of a live once all its frames are in the table.</summary>
    private static async Task<JsonElement> ScoredAsync(ModerationApplication app, PortraitLive live)
    {
        var detail = await EventuallyAsync(
            () => app.GetJsonAsync($"/v1/lives/{live.Id}"),
            json => json.TryGetProperty("live", out var found) && found.GetProperty("framesScored").GetInt64() == SecondCount);
        return detail.GetProperty("live").GetProperty("participants")[0];
    }

    private PortraitLive Live(string name, params Sitter[] sitters) => new(
        LiveId.Parse($"{_kafka.Unique}-{name}"), TimeProvider.System.GetUtcNow().AddSeconds(-SecondCount), sitters);
}
