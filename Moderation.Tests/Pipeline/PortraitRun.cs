using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Tests.Support;

namespace Moderation.Tests.Pipeline;

/// <summary>Four lives of rendered portraits played once through a whole worker with the shipped models; the tests look at what came out.</summary>
public sealed class PortraitRun : IAsyncLifetime, IDisposable
{
    internal const int SecondCount = 40;
    private static readonly NormalizedBox LeftHalf = new(0, 0, 0.5, 1);
    private static readonly NormalizedBox RightHalf = new(0.5, 0, 0.5, 1);
    private readonly KafkaFixture _kafka = new();

    internal IReadOnlyList<ReportRecord> Reports { get; private set; } = [];

    internal IReadOnlyList<ActionRecord> Actions { get; private set; } = [];

    internal IReadOnlyList<FrameSignal> Frames { get; private set; } = [];

    /// <summary>The last state of each live.</summary>
    internal IReadOnlyDictionary<LiveId, LiveStateRecord> States { get; private set; } = new Dictionary<LiveId, LiveStateRecord>();

    internal PortraitLive Child { get; private set; } = null!;

    internal PortraitLive Adult { get; private set; } = null!;

    internal PortraitLive Both { get; private set; } = null!;

    internal PortraitLive Covered { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (new RequiresModelsFactAttribute("blazeface-back", "faceres-deep").Skip is not null)
            return;
        Child = Live("child", Sitter.Host("girl.jpg"));
        Adult = Live("adult", Sitter.Host("adult.jpg"));
        Both = Live("both", new("grown-up", ParticipantRole.Host, "adult.jpg", LeftHalf), new("young", ParticipantRole.Guest, "girl.jpg", RightHalf));
        Covered = Live("covered", Sitter.Host("girl.jpg", isCovered: true));
        PortraitLive[] lives = [Child, Adult, Both, Covered];
        _kafka.Touch([.. TopicNames.All]);
        using var scorers = FrameScorerFactory.Open(Path.Combine(Repository.Root, "models"), new FrameScorerOptions());
        await using var worker = await TestWorker.StartAsync(_kafka, scorers, "--Sampling:MaxAge=01:00:00", "--Decider:StateInterval=00:00:00");
        await PolicyTopic.ActivateAsync(_kafka, [.. ShippedSheets.Names.Select(ShippedSheets.Text)]);
        await PlayAsync(_kafka, lives, SecondCount);
        States = lives.ToDictionary(live => live.Id, live => FinalState(live.Id));
        await worker.StopAsync();
        Reports = All(TopicNames.Reports, WireJson.Default.ReportRecord);
        Actions = All(TopicNames.Orders, WireJson.Default.ActionRecord);
        Frames = [.. All(TopicNames.Signals, WireJson.Default.SignalRecord).OfType<FrameSignal>()];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _kafka.Dispose();

    /// <summary>Tells who joins, waits until the lives' logs have it, and sends all frames at once.</summary>
    internal static async Task PlayAsync(KafkaFixture kafka, IReadOnlyList<PortraitLive> lives, int seconds)
    {
        var (joins, before) = (lives.SelectMany(live => live.Joins()).ToList(), kafka.CountIn(TopicNames.Signals));
        foreach (var join in joins)
            await TestWorker.SendEventAsync(kafka, join);
        await KafkaFixture.Until(() => kafka.CountIn(TopicNames.Signals) >= before + joins.Count, "everybody has joined");
        for (var second = 0; second < seconds; second++)
        {
            foreach (var live in lives)
                await live.SendFrameAsync(kafka, second);
        }
    }

    private PortraitLive Live(string name, params Sitter[] sitters) => new(
        LiveId.Parse($"{_kafka.Unique}-{name}"), TimeProvider.System.GetUtcNow().AddSeconds(-SecondCount), sitters);

    private LiveStateRecord FinalState(LiveId live)
    {
        LiveStateRecord? state = null;
        _kafka.Read(TopicNames.LiveState, 1, record =>
            (state = JsonSerializer.Deserialize(record.Message.Value, WireJson.Default.LiveStateRecord)!).LiveId == live && state.FramesScored == SecondCount);
        return state!;
    }

    private List<T> All<T>(string topic, JsonTypeInfo<T> type) =>
        [.. _kafka.Read(topic, (int)_kafka.CountIn(topic), _ => true).Select(record => JsonSerializer.Deserialize(record.Message.Value, type)!)];
}
