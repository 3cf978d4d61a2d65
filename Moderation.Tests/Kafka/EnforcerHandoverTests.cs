using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.Cli.Demo.Platform;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Kafka;

/// <summary>Two enforcers of which one is active, and the log of orders that goes from one to the other while orders flow.</summary>
public sealed class EnforcerHandoverTests : IDisposable
{
    private const int OrderCount = 160;
    private readonly KafkaFixture _kafka = new();
    private readonly EnforcementWatch _watch;

    public EnforcerHandoverTests() => _watch = new EnforcementWatch(_kafka);

    public void Dispose()
    {
        _watch.Dispose();
        _kafka.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Orders_that_flow_while_enforcement_is_handed_over_are_sent_as_if_it_had_not_been(bool inGoodOrder)
    {
        await using var platform = new SimulatedPlatform(_kafka.Bootstrap, SimulatedPlatform.Quick, what => Assert.Fail(what), TimeProvider.System);
        var first = await TestEnforcer.StartAsync(_kafka, OrderFlow.Breakers);
        await KafkaFixture.Until(() => Says(first) == "enforcement: active", "the first is active");
        await using var second = await TestEnforcer.StartAsync(_kafka, OrderFlow.Breakers);
        await KafkaFixture.Until(() => Health(second) is { Status: HealthStatus.Healthy, Description: "enforcement: stands by" }, "the second stands by and is well");
        var flow = new OrderFlow(_kafka, _watch);
        var playing = flow.PlayAsync(count => count < OrderCount);
        await KafkaFixture.Until(() => _watch.Dispatches.Count > OrderCount / 3, "the first enforces");

        if (inGoodOrder)
            await first.StopAsync();
        await first.DisposeAsync();
        await KafkaFixture.Until(() => Says(second) == "enforcement: active", "the second is active");
        await playing;

        await flow.AssertCompleteAsync(platform.InForce);
        Assert.Contains(_watch.Dispatches.Values, record => record.State == DispatchState.Applied);
        await KafkaFixture.Until(() => _kafka.Committed($"{_kafka.Unique}.enforcer", TopicNames.Orders) == OrderCount, "all of the log is committed");
        await second.StopAsync();
    }

    private static string? Says(TestWorker worker) => Health(worker).Description;

    private static HealthReportEntry Health(TestWorker worker) =>
        worker.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().GetAwaiter().GetResult().Entries["worker"];
}
