using Microsoft.Extensions.Options;
using Moderation.Api.Policies;
using Moderation.Core.Decisions;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Tests.Support;
using Moderation.Worker.Decisions;
using Moderation.Worker.Hosting;

namespace Moderation.Tests.Unit.Policies;

public sealed class DeciderRulesReaderTests
{
    private static readonly string Models = Path.Combine(Repository.Root, "models");
    private static readonly EvidenceOptions Evidence = new() { HalfLife = TimeSpan.FromMinutes(7) };
    private static readonly LiveDeciderOptions Tracks = new() { MaxTracks = 5 };
    private static readonly TextEvidenceOptions Text = new() { KeptLines = 128 };

    [Theory]
    [InlineData(null)]
    [InlineData("age,weight\n12,1\n30,3\n")]
    public void Api_and_worker_make_the_same_rules_of_the_same_files_and_settings(string? prior)
    {
        using var folder = new TemporaryFolder();
        var priorFile = prior is null ? null : folder.File("prior.csv");
        if (prior is not null)
            File.WriteAllText(priorFile!, prior);

        var worker = DeciderRulesFile.Load(new ModelsOptions { Directory = Models, AgePriorFile = priorFile }, Evidence, Tracks, Text);

        Assert.Equal(worker.Hash, Reader(new PolicyOptions { Calibration = Calibration(Models), Models = Models, AgePriorFile = priorFile }).Read().Hash);
    }

    [Fact]
    public void File_that_is_missing_or_broken_is_named_with_its_setting()
    {
        using var folder = new TemporaryFolder();
        var missing = Assert.Throws<FormatException>(() => Reader(new PolicyOptions { Calibration = folder.File("none.json"), Models = Models }).Read());
        Assert.StartsWith($"{folder.File("none.json")} (Policies:Calibration): ", missing.Message, StringComparison.Ordinal);

        Directory.CreateDirectory(folder.File("text"));
        File.WriteAllText(folder.File("text", "manifest.json"), """{ "onnx": {} }""");
        var broken = Assert.Throws<FormatException>(() => Reader(new PolicyOptions { Calibration = Calibration(Models), Models = folder.Path }).Read());
        Assert.StartsWith($"{folder.File("text", "manifest.json")} (Policies:Models): ", broken.Message, StringComparison.Ordinal);

        File.WriteAllText(folder.File("prior.csv"), "age,weight\n12,1\n");
        var prior = Assert.Throws<FormatException>(() => Reader(new PolicyOptions { Calibration = Calibration(Models), Models = Models, AgePriorFile = folder.File("prior.csv") }).Read());
        Assert.StartsWith($"{folder.File("prior.csv")} (Policies:AgePriorFile): ", prior.Message, StringComparison.Ordinal);
    }

    private static string Calibration(string models) => Path.Combine(models, "age-evidence", "manifest.json");

    private static DeciderRulesReader Reader(PolicyOptions options) => new(Options.Create(options), Options.Create(Evidence), Options.Create(Tracks), Options.Create(Text));
}
