using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Models.Faces;
using Moderation.Models.Manifests;
using Moderation.Models.Text;
using Moderation.Tests.Support;
using Moderation.Worker.Hosting;

namespace Moderation.Tests.Unit.Hosting;

public sealed class WorkerHostTests
{
    [Theory]
    [InlineData("Kafka:BootstrapServer", "x", "BootstrapServer")]
    [InlineData("Worker:Role", "scorer", "Role")]
    [InlineData("Models:Folder", "x", "Folder")]
    [InlineData("Sampling:FramesPerSecnd", "2", "FramesPerSecnd")]
    [InlineData("Sampling:Chat:MaxAgee", "00:10:00", "MaxAgee")]
    [InlineData("Scoring:Lane", "2", "Lane")]
    [InlineData("Scoring:Text:BatchWat", "00:00:00.01", "BatchWat")]
    [InlineData("Scoring:Text:ResumeAt", "4000", "Scoring:Text:ResumeAt must be less than Scoring:Text:PauseAt")]
    [InlineData("Scoring:Models:Faces:MinScor", "0.4", "MinScor")]
    [InlineData("Decider:ReplayForm", "Window", "ReplayForm")]
    [InlineData("Evidence:HalveLife", "00:05:00", "HalveLife")]
    [InlineData("Decisions:TrackGab", "00:00:10", "TrackGab")]
    [InlineData("Decider:MaxStanding", "9", "MaxStanding")]
    [InlineData("Kafka:HeartbeatInterval", "00:00:40", "Kafka:HeartbeatInterval must be at most a third of Kafka:SessionTimeout")]
    [InlineData("Worker:Roles", "scorer,judge", "unknown judge")]
    [InlineData("Sampling:FramesPerSecond", "0", "FramesPerSecond")]
    [InlineData("Scoring:ResumeAt", "32", "Scoring:ResumeAt must be less than Scoring:PauseAt")]
    [InlineData("Scoring:Models:Faces:MinScore", "2", "MinScore")]
    [InlineData("Decider:SnapshotInterval", "00:00:00.01", "SnapshotInterval")]
    [InlineData("Kafka:BootstrapServers", "", "BootstrapServers")]
    public async Task A_setting_that_is_misspelt_or_out_of_range_stops_the_start_with_its_name(string key, string value, string named)
    {
        await using var app = Create($"--{key}={value}");

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync());

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_are_spelt_right_reach_the_options()
    {
        await using var app = Create(
            "--Sampling:FramesPerSecond=2.5", "--Decisions:TrackGap=00:00:12", "--Decider:ReplayFrom=Earliest", "--Scoring:Models:Faces:MaxFaces=3",
            "--Sampling:Chat:KeptShare=0.5", "--Scoring:Text:Lanes=2");

        Assert.Equal(2.5, app.Services.GetRequiredService<Moderation.Worker.Sampling.SamplingOptions>().FramesPerSecond);
        Assert.Equal(TimeSpan.FromSeconds(12), app.Services.GetRequiredService<Core.Decisions.LiveDeciderOptions>().TrackGap);
        Assert.Equal(Moderation.Worker.Decisions.ReplayFrom.Earliest, app.Services.GetRequiredService<Moderation.Worker.Decisions.DeciderOptions>().ReplayFrom);
        Assert.Equal(3, app.Services.GetRequiredService<Moderation.Worker.Scoring.ScoringOptions>().Models.Faces.MaxFaces);
        Assert.Equal(0.5, app.Services.GetRequiredService<Moderation.Worker.Sampling.ChatSamplingOptions>().KeptShare);
        Assert.Equal(2, app.Services.GetRequiredService<Moderation.Worker.Scoring.TextScoringOptions>().Lanes);
    }

    [Theory]
    [InlineData("scorer", 3)]
    [InlineData("decider", 1)]
    [InlineData(" Decider , scorer ", 4)]
    public async Task Only_the_roles_that_are_asked_for_are_there(string roles, int count)
    {
        await using var app = Create($"--Worker:Roles={roles}");

        Assert.Equal(count, app.Services.GetServices<IWorkerRole>().Count());
    }

    [Fact]
    public async Task A_scorer_without_a_text_model_does_not_start_and_says_where_it_looked()
    {
        using var empty = new TemporaryFolder();
        await using var app = WorkerHost.Create(
            ["--Kafka:BootstrapServers=127.0.0.1:1", "--Worker:Url=http://127.0.0.1:0", "--Worker:Roles=scorer", $"--Models:Directory={empty.Path}"],
            builder => builder.Services.AddSingleton<IFrameScorerFactory>(ScriptedScorers.OneFace(30)));

        var refusal = await Assert.ThrowsAsync<ManifestException>(() => app.StartAsync());

        Assert.Contains(Path.Combine(empty.Path, "text"), refusal.Message, StringComparison.Ordinal);
    }

    private static WebApplication Create(string setting, params string[] more) => WorkerHost.Create(
        ["--Kafka:BootstrapServers=127.0.0.1:1", "--Worker:Url=http://127.0.0.1:0", $"--Models:Directory={Path.Combine(Repository.Root, "models")}", setting, .. more],
        builder => builder.Services.AddSingleton<IFrameScorerFactory>(ScriptedScorers.OneFace(30)).AddSingleton<ITextScorerFactory>(ScriptedTextScorers.Calm()));
}
