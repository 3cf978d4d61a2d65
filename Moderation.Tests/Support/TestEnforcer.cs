using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.Tests.Support;

/// <summary>A worker of the one role that enforces.</summary>
internal static class TestEnforcer
{
    public static Task<TestWorker> StartAsync(KafkaFixture kafka, params string[] settings) => StartAsync(kafka, null, settings);

    /// <param name="kafka">The broker.</param>
    /// <param name="time">The worker's clock; null for the machine's.</param>
    /// <param name="settings">Settings besides the usual ones.</param>
    public static Task<TestWorker> StartAsync(KafkaFixture kafka, TimeProvider? time, params string[] settings) => TestWorker.StartAsync(
        kafka, ScriptedTextScorers.Calm(), builder => Configure(builder, time), ["--Worker:Roles=enforcer", .. settings]);

    private static void Configure(WebApplicationBuilder builder, TimeProvider? time)
    {
        if (time is not null)
            builder.Services.AddSingleton(time);
    }
}
