using System.Diagnostics;
using Moderation.Api.Hosting;

namespace Moderation.Tests.Http;

/// <summary>Starts the real program, since the test server binds no address.</summary>
public sealed class StartTests
{
    private const string Kafka = "--Kafka:BootstrapServers=127.0.0.1:1";

    // Nothing listens on port 1, so a start that gets as far as the database says so at once.
    private const string Database = "--ConnectionStrings:Moderation=Host=127.0.0.1;Port=1;Username=x;Password=y";
    private const string Development = "--Access:Development=true";
    private const string NoWait = "--Database:StartWait=00:00:00";

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0", null, "cannot be reached after 0 s")]
    [InlineData("--Access:Developmentt=true", null, "Access:Developmentt is not a setting")]
    [InlineData("--Api:Ulr=http://127.0.0.1:0", null, "Api:Ulr is not a setting")]
    [InlineData("--Kafka:BootstrapServer=127.0.0.1:1", null, "Kafka:BootstrapServer is not a setting")]
    [InlineData("--Projection:BatchSizee=5", null, "Projection:BatchSizee is not a setting")]
    [InlineData("--Kafka:BootstrapServers=", null, "BootstrapServers")]
    [InlineData("--ConnectionStrings:Moderation=", null, "ConnectionStrings:Moderation is not set")]
    [InlineData("--ConnectionStrings:Moderation=Hots=x", null, "no PostgreSQL connection string")]
    [InlineData("--Projection:BatchSize=0", null, "BatchSize")]
    [InlineData("--urls=http://127.0.0.1:0", null, "cannot be reached after 0 s")]
    public Task Set_up_mistake_stops_the_start_with_its_reason(string? argument, string? urls, string reason) =>
        AssertRefusedAsync(reason, urls, argument is null ? [] : [argument]);

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0", null)]
    [InlineData("--Api:Url=http://*:0", null)]
    [InlineData("--Kestrel:Endpoints:Open:Url=http://[::]:0", null)]
    [InlineData(null, "http://+:0")]
    public Task Access_for_everybody_is_refused_where_others_can_reach_it(string? argument, string? urls) =>
        AssertRefusedAsync("not a loopback address", urls, argument is null ? [Development] : [Development, argument]);

    private static async Task AssertRefusedAsync(string reason, string? urls, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ApiOptions).Assembly.Location, Kafka, Database, NoWait, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_URLS"] = urls;
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        Assert.Contains(reason, await error, StringComparison.Ordinal);
        Assert.Equal(2, process.ExitCode);
        Assert.Single((await error).Trim().Split('\n'));
        Assert.DoesNotContain("   at ", await output, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", await output, StringComparison.Ordinal);
    }
}
