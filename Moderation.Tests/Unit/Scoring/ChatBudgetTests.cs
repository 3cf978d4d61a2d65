using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Models.Text;
using Moderation.Tests.Support;
using Moderation.Worker.Intake;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Tests.Unit.Scoring;

/// <summary>Managed bytes per chat line, without the Kafka client's own, against <c>bench/budgets.json</c>.</summary>
public sealed class ChatBudgetTests : IDisposable
{
    private const int BatchSize = 64;
    private const int Batches = 40;
    private readonly ChatParts _parts = new(TimeProvider.System, new ChatSamplingOptions { MaxAge = TimeSpan.FromDays(3650) }, new SilentPublisher());
    private readonly List<long> _allocated = new(Batches + 1);

    [Fact]
    public async Task Scoring_a_line_and_writing_its_signal_keeps_its_budget()
    {
        using var lane = _parts.Lane(Scorers(), new TextScoringOptions { BatchWait = TimeSpan.FromSeconds(100) });
        foreach (var line in Enumerable.Range(0, BatchSize * Batches).Select(n => _parts.Sample(ChatParts.Line(n, "good evening everyone"))).ToList())
            lane.Post(line);
        await KafkaFixture.Until(() => _parts.Worker.Partition.WaitUntilIdle(TimeSpan.Zero), "all lines are scored");

        AssertWithin("chat.score", (_allocated[^1] - _allocated[Batches / 2]) / (BatchSize * (Batches / 2 - 1)));
    }

    [Fact]
    public void Reading_a_line_keeps_its_budget()
    {
        using var lane = _parts.Lane(Scorers(), new TextScoringOptions { BatchWait = TimeSpan.FromSeconds(100) });
        var intake = new ChatIntake(
            new LaneBoard<TextLane>([lane]),
            _parts.Worker.DeadLetters,
            new ChatSampler(_parts.Options, _parts.Roster, _parts.Risk),
            new SamplingOptions(),
            new SamplingMetrics(_parts.Worker.Meters),
            TimeProvider.System);
        intake.Assign(_parts.Worker.Partition.Id);
        var records = Enumerable.Range(0, BatchSize * Batches).Select(n => _parts.Receive(ChatParts.Line(n, "good evening everyone"))).ToList();
        records[..(BatchSize * Batches / 2)].ForEach(intake.Take);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var record in records[(BatchSize * Batches / 2)..])
            intake.Take(record);
        AssertWithin("chat.read", (GC.GetAllocatedBytesForCurrentThread() - before) / (BatchSize * Batches / 2));
    }

    public void Dispose() => _parts.Dispose();

    /// <summary>One label per line, and at each batch's first line what its lane's thread has allocated so far.</summary>
    private ScriptedTextScorers Scorers()
    {
        var seen = 0;
        return new ScriptedTextScorers(Script, BatchSize);

        void Script(string text, TextScore score)
        {
            if (seen++ % BatchSize == 0)
                _allocated.Add(GC.GetAllocatedBytesForCurrentThread());
            ScriptedTextScorers.Set(score, TextLabel.Toxic, 0.05f);
        }
    }

    private static void AssertWithin(string name, long perLine)
    {
        using var budgets = JsonDocument.Parse(Repository.Read("bench/budgets.json"));
        var budget = budgets.RootElement.GetProperty("allocatedBytesPerOperation").GetProperty(name).GetInt64();

        // Three quarters of it too, so that a budget does not stay where a better day has left it.
        Assert.InRange(perLine, budget * 3 / 4, budget);
    }

    private sealed class SilentPublisher : IRecordPublisher
    {
        public void Publish(in OutgoingRecord record, HeldRecord because)
        {
        }

        public void Send(in OutgoingRecord record, Action<long>? acknowledged = null) => throw new NotSupportedException();
    }
}
