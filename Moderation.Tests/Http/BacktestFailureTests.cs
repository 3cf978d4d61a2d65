using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

/// <summary>What a backtest cannot do is said in words, and what it could not see in numbers.</summary>
[Collection(PostgresTests.Name)]
public sealed class BacktestFailureTests(PostgresServer server) : BacktestFixture(server)
{
    private static readonly object Question = new { sheet = PolicyTool.Minors };

    [PostgresFact]
    public async Task Broker_that_stays_away_fails_the_backtest_in_words_and_one_that_comes_back_does_not()
    {
        var away = Open(broker: "127.0.0.1:1", settings: ("Backtests:BrokerWait", "00:00:01"));
        var failed = await away.BacktestAsync(await away.AskAsync(Question), "failed");
        Assert.StartsWith("The broker has not answered for 1 s", failed.GetProperty("failure").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("progress").GetProperty("share").ValueKind);
        await away.DisposeAsync();

        // This one waits longer than the test does; the service that has a broker begins it again.
        Kafka.Publish(FiveLives());
        var patient = Open(broker: "127.0.0.1:1");
        var id = await patient.AskAsync(Question);
        await patient.BacktestAsync(id, "running");
        await patient.DisposeAsync();
        await Open().BacktestAsync(id, "done");
    }

    [PostgresFact]
    public async Task More_than_may_be_held_in_memory_fails_the_backtest_in_words()
    {
        Kafka.Publish(FiveLives());
        foreach (var (setting, says) in new[] { ("Backtests:MaxSubjects", "More than 1 subjects are hit"), ("Backtests:MaxLives", "More than 1 lives ran at once") })
        {
            await using var app = Open(settings: (setting, "1"));
            var failed = await app.BacktestAsync(await app.AskAsync(Question), "failed");
            Assert.StartsWith(says, failed.GetProperty("failure").GetString(), StringComparison.Ordinal);
        }
    }

    [PostgresFact]
    public async Task Without_the_models_manifests_nothing_is_decided_by_other_rules_than_the_deciders()
    {
        var app = Open(settings: ("Policies:Models", "no-such-folder"));

        var failed = await app.BacktestAsync(await app.AskAsync(Question), "failed");

        Assert.Contains("no-such-folder/text/manifest.json (Policies:Models)", failed.GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Signals_that_the_broker_drops_before_their_turn_are_told()
    {
        using var gate = new LogGate(after: 0);
        Kafka.Publish([PlayedLives.Log(PolicyTool.Minors, 0, "live-1")]);
        var app = Open(gate);
        var id = await app.AskAsync(Question);
        await KafkaFixture.Until(() => gate.Held == 1, "the log was looked at");
        // The embedded broker keeps 5 MiB a partition; more of the same key pushes the live out.
        for (var i = 0; i < 12; i++)
            Kafka.Queue(TopicNames.Signals, "live-1", new byte[900_000]);
        Kafka.Flush();
        gate.Open();

        var done = await app.BacktestAsync(id, "done");

        var progress = done.GetProperty("progress");
        Assert.True(progress.GetProperty("signalsGone").GetInt64() > 0, done.ToString());
        Assert.Equal(progress.GetProperty("signalsTotal").GetInt64(), progress.GetProperty("signalsRead").GetInt64());
        Assert.Equal(progress.GetProperty("signalsTotal").GetInt64() - progress.GetProperty("signalsGone").GetInt64(), done.GetProperty("report").GetProperty("signals").GetInt64());
    }
}
