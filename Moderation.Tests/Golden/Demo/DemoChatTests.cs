using System.Globalization;
using Moderation.Cli.Demo.Scenes;
using Moderation.Models.Text;
using Moderation.Tests.Support;
using Xunit.Abstractions;

namespace Moderation.Tests.Golden.Demo;

/// <summary>Chat and gifts of the demo against the shipped text model and the shipped sheets: what each file says that it raises, and nothing else.</summary>
public sealed class DemoChatTests(ITestOutputHelper output)
{
    /// <summary>How soon a report comes depends on how many of a scenario's lines the model flags; this is the latest.</summary>
    private const double LatestSeconds = 300;

    /// <summary>The demo runs until it is stopped; the calm lives have to stay quiet for longer than their scripts.</summary>
    private const double LongRunSeconds = 900;

    [RequiresModelsFact("text")]
    public void No_live_of_the_demo_raises_what_its_files_do_not_say() =>
        Assert.Empty(Play(LongRunSeconds).SelectMany(live => Raised(live.Run).Except(Raises(live.Scene)).Except(live.Scene.Chat!.MayRaise).Select(policy => $"{live.Scene.Name}: {policy}")));

    [RequiresModelsFact("text")]
    public void Every_live_of_the_demo_raises_what_its_files_say() =>
        Assert.Empty(Play(LatestSeconds).SelectMany(live => Raises(live.Scene).Except(Raised(live.Run)).Select(policy => $"{live.Scene.Name}: {policy}")));

    [RequiresModelsFact("text")]
    public void Nothing_that_rests_on_money_is_ordered_against_an_account_of_unknown_habits() =>
        Assert.DoesNotContain(Play(LatestSeconds).SelectMany(live => live.Run.Actions), action => action.Policy.Name.StartsWith("money.", StringComparison.Ordinal));

    private List<(Scene Scene, Rehearsal Run)> Play(double seconds)
    {
        using var factory = TextScorerFactory.Open(Path.Combine(Repository.Root, "models"), new TextScorerOptions());
        using var scorer = factory.Create();
        var lives = SceneFile.Read(Path.Combine(Repository.Root, "demo")).Scenes.Where(scene => scene.Chat is not null)
            .Select(scene => (scene, new Rehearsal(scene, scorer).Play(seconds))).ToList();
        Assert.NotEmpty(lives);
        lives.ForEach(Tell);
        return lives;
    }

    private static IEnumerable<string> Raises(Scene scene) => [.. scene.Chat!.Raises, .. scene.Gifts?.Raises ?? []];

    private static IEnumerable<string> Raised(Rehearsal run) => run.Reports.Select(report => report.Report.Policy.Name).Distinct();

    /// <summary>Who edits a scenario needs to see which of its lines count.</summary>
    private void Tell((Scene Scene, Rehearsal Run) live)
    {
        var (name, run) = (live.Scene.Name, live.Run);
        foreach (var (at, report) in run.Reports)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {report.Policy.Name} about {report.Subject}, {report.Priority}, at {at:0.0} s"));
        foreach (var (line, flags) in run.Lines.Where(line => line.Flags.Count > 0))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {line.AtSecond:0.0} s {line.By}: {string.Join(", ", flags)}"));
        output.WriteLine($"{name}: {run.Lines.Count(line => line.Flags.Count > 0)} of {run.Lines.Count} lines flagged");
    }
}
