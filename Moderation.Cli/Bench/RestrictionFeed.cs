using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>Writes what enforcement would: something in force in every live, and a sign of life several times a second.</summary>
internal sealed class RestrictionFeed : IAsyncDisposable
{
    /// <summary>A receiver with a cap that nobody reaches.</summary>
    public const string Capped = "host";

    /// <summary>A receiver whose gifts are frozen.</summary>
    public const string Frozen = "guest";

    private const long Cap = 1_000_000_000;

    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _end = new();
    private readonly TimeProvider _time;
    private readonly IProducer<string, byte[]> _producer;
    private readonly Task _beating;

    public RestrictionFeed(string bootstrapServers, TimeProvider time)
    {
        _time = time;
        _producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
        {
            BootstrapServers = bootstrapServers, ClientId = "moderation-bench", LingerMs = 5, Partitioner = Partitioner.Murmur2Random,
        }).SetLogHandler((_, _) => { }).Build();
        _beating = BeatAsync();
    }

    /// <exception cref="ToolException">The broker did not take all of it.</exception>
    public void Publish(int lives)
    {
        for (var number = 0; number < lives; number++)
            Send(TopicNames.Restrictions, GiftPlatform.Live(number).Value, JsonSerializer.SerializeToUtf8Bytes(InForce(number), WireJson.Default.RestrictionRecord));
        if (_producer.Flush(FlushPatience) > 0)
            throw new ToolException("the broker does not take what is in force");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _beating;
        _producer.Dispose();
        _end.Dispose();
    }

    private async Task BeatAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Send(TopicNames.EnforcementState, EnforcementStateRecord.Key, JsonSerializer.SerializeToUtf8Bytes(
                new EnforcementStateRecord { V = WireVersion.Current, At = _time.GetUtcNow(), Held = 0, Unanswered = 0, Overdue = 0, InForce = 0, Breakers = [], Controls = [] },
                WireJson.Default.EnforcementStateRecord));
            await Task.Delay(Pulse, _time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Send(string topic, string key, byte[] value) => _producer.Produce(topic, new Message<string, byte[]> { Key = key, Value = value });

    private RestrictionRecord InForce(int live) => new()
    {
        V = WireVersion.Current,
        LiveId = GiftPlatform.Live(live),
        At = _time.GetUtcNow(),
        Restrictions = [Of(ActionKind.ThrottleGifts, live, Capped, Cap), Of(ActionKind.FreezeGifts, live, Frozen, null)],
    };

    private Restriction Of(ActionKind kind, int live, string participant, long? cap) => new()
    {
        ActionId = ActionId.Parse(string.Create(CultureInfo.InvariantCulture, $"act-bench-{participant}-{live}")),
        Kind = kind,
        Subject = SubjectRef.OfParticipant(ParticipantId.Parse(participant), ParticipantRole.Guest),
        From = _time.GetUtcNow(),
        Until = _time.GetUtcNow().AddHours(1),
        MaxCoinsPerMinute = cap,
        Policy = "bench",
        Ground = "bench",
    };
}
