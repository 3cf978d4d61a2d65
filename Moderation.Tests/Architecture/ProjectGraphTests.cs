using System.Xml.Linq;
using Moderation.Tests.Support;

namespace Moderation.Tests.Architecture;

public sealed class ProjectGraphTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Moderation.Core"] = [],
        ["Moderation.Models"] = [],
        ["Moderation.Client"] = [],
        ["Moderation.Vault"] = ["Moderation.Core"],
        ["Moderation.Worker"] = ["Moderation.Core", "Moderation.Models", "Moderation.Vault"],
        ["Moderation.Api"] = ["Moderation.Core", "Moderation.Vault"],
        ["Moderation.Cli"] = ["Moderation.Core", "Moderation.Models", "Moderation.Worker", "Moderation.Api"],
        ["Moderation.Training"] = ["Moderation.Core", "Moderation.Models"],
        ["Moderation.Benchmarks"] = ["Moderation.Core", "Moderation.Models", "Moderation.Worker"],
    };

    public static TheoryData<string> Projects() => new(MayReference.Keys);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_design_allows(string project)
    {
        var references = Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

        Assert.Empty(references.Except(MayReference[project]));
    }

    [Fact]
    public void Nothing_depends_on_training()
    {
        var dependents = MayReference.Keys.Where(project => Items(project, "ProjectReference").Any(path => path.Contains("Moderation.Training", StringComparison.Ordinal)));

        Assert.Empty(dependents);
    }

    [Fact]
    public void Core_has_the_two_packages_that_sheets_are_read_with_and_no_other()
    {
        Assert.Equal(["Superpower", "YamlDotNet"], Items("Moderation.Core", "PackageReference").Order());
    }

    [Theory]
    [InlineData("Moderation.Vault", "Npgsql")]
    [InlineData("Moderation.Vault", "Confluent.Kafka")]
    [InlineData("Moderation.Worker", "SkiaSharp")]
    [InlineData("Moderation.Models", "Npgsql")]
    [InlineData("Moderation.Models", "Confluent.Kafka")]
    [InlineData("Moderation.Worker", "Npgsql")]
    [InlineData("Moderation.Worker", "Dapper")]
    [InlineData("Moderation.Api", "Microsoft.ML.OnnxRuntime")]
    [InlineData("Moderation.Api", "OpenCvSharp4")]
    public void A_package_stays_out_of_the_project_that_must_not_know_it(string project, string package)
    {
        Assert.DoesNotContain(package, Items(project, "PackageReference"));
    }

    [Theory]
    [InlineData("System.IO.File")]
    [InlineData("System.IO.Directory")]
    [InlineData("System.IO.FileStream")]
    [InlineData("System.Net.")]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("System.TimeProvider")]
    [InlineData("System.Console")]
    public void Core_touches_nothing_outside_its_arguments(string forbidden)
    {
        var used = TypeReferences.Of(typeof(Core.Subjects.LiveId).Assembly);

        Assert.DoesNotContain(used, name => name.StartsWith(forbidden, StringComparison.Ordinal));
    }

    [Fact]
    public void Core_asks_its_surroundings_nothing()
    {
        // The compiler writes this one into every method with yield: an enumerator belongs to the thread that made it.
        string[] ofTheCompiler = ["get_CurrentManagedThreadId"];

        Assert.Empty(TypeReferences.MembersOf(typeof(Core.Subjects.LiveId).Assembly, "System.Environment").Except(ofTheCompiler));
    }

    [Fact]
    public void Statistics_know_no_stage()
    {
        var sources = Repository.CSharpFiles().Where(path => path.StartsWith("Moderation.Core/Statistics/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, path => Assert.DoesNotContain("using Moderation.", Repository.Read(path), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Moderation.sln");
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!);

        Assert.All(projects, project => Assert.Contains(project, solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Items(string project, string item)
    {
        var folder = project == "Moderation.Benchmarks" ? "bench/" : "";
        return XDocument.Parse(Repository.Read($"{folder}{project}/{project}.csproj"))
            .Descendants(item)
            .Select(element => element.Attribute("Include")!.Value)
            .ToList();
    }
}
