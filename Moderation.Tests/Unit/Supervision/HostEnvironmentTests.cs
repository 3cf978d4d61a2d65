using Moderation.Cli.Host;

namespace Moderation.Tests.Unit.Supervision;

public sealed class HostEnvironmentTests
{
    private const string Workers = "Operations__Workers__";

    [Fact]
    public void The_api_is_told_of_the_workers_beside_it_and_they_of_nobody()
    {
        var (first, second, api) = (Program(HostedProgram.WorkerName, 5081), Program(HostedProgram.WorkerName, 5082), Program(HostedProgram.ApiName, 5080));
        var options = new DevelopmentHostOptions { Home = ModerationHome.Find(), Programs = [first, api, second] };

        var ofApi = HostEnvironment.For(api, options, "127.0.0.1:9092", null);

        Assert.Equal(("http://127.0.0.1:5081", "http://127.0.0.1:5082"), (ofApi[Workers + "0"], ofApi[Workers + "1"]));
        Assert.DoesNotContain(HostEnvironment.For(first, options, "127.0.0.1:9092", null).Keys, key => key.StartsWith(Workers, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_program_is_given_by_itself_goes_before_what_the_host_knows()
    {
        var api = Program(HostedProgram.ApiName, 5080) with { Settings = new Dictionary<string, string> { [Workers + "0"] = "http://10.0.0.7:5081" } };
        var options = new DevelopmentHostOptions { Home = ModerationHome.Find(), Programs = [Program(HostedProgram.WorkerName, 5081), api] };

        Assert.Equal("http://10.0.0.7:5081", HostEnvironment.For(api, options, "127.0.0.1:9092", null)[Workers + "0"]);
    }

    private static HostedProgram Program(string name, int port) =>
        new() { Name = name, FileName = "dotnet", Arguments = [], WorkingFolder = "/", Url = new Uri($"http://127.0.0.1:{port}") };
}
