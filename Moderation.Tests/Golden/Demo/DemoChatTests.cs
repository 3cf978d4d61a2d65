using Moderation.Cli.Demo.Scenes;
using Moderation.Models.Text;
using Moderation.Tests.Support;
using Xunit.Abstractions;

namespace Moderation.Tests.Golden.Demo;

/// <summary>What the demo's chat files say that they raise is what the shipped model and the built-in policies raise, and nothing else.</summary>
public sealed class DemoChatTests(ITestOutputHelper output)
{
    [RequiresModelsFact("text")]
    public void Every_live_of_the_demo_raises_what_its_chat_file_says_and_nothing_else()
    {
        using var factory = TextScorerFactory.Open(Path.Combine(Repository.Root, "models"), new TextScorerOptions());
        using var scorer = factory.Create();
        var scenes = SceneFile.Read(Path.Combine(Repository.Root, "demo")).Scenes.Where(scene => scene.Chat is not null).ToList();

        var played = scenes.Select(scene => (scene, run: new Rehearsal(scene, scorer).Play(scene.Chat!.AgainSeconds))).ToList();

        foreach (var (scene, run) in played)
            Tell(scene, run);
        Assert.Equal(
            scenes.Select(scene => $"{scene.Name}: {string.Join(", ", scene.Chat!.Raises.Order(StringComparer.Ordinal))}"),
            played.Select(p => $"{p.scene.Name}: {string.Join(", ", p.run.Reports.Select(r => r.Report.Policy.Name).Distinct().Order(StringComparer.Ordinal))}"));
    }

    private void Tell(Scene scene, Rehearsal run)
    {
        foreach (var (at, report) in run.Reports)
            output.WriteLine(FormattableString.Invariant($"{scene.Name}: {report.Policy.Name} about {report.Subject.Kind} {report.Subject} at {at:0.0} s, {report.Priority}"));
        foreach (var (line, flags) in run.Lines.DistinctBy(l => l.Line.Text).Where(line => line.Flags.Count > 0 || Environment.GetEnvironmentVariable("REHEARSAL") is not null))
            output.WriteLine(FormattableString.Invariant($"{scene.Name}: {line.AtSecond:0.0} s {line.By}: {string.Join(", ", flags)} «{line.Text}» {run.Tops[line.Text]}"));
        output.WriteLine($"{scene.Name}: {run.Lines.Count(line => line.Flags.Count > 0)} of {run.Lines.Count} lines flagged");
    }
}
