using System.Text.RegularExpressions;
using Moderation.Tests.Support;

namespace Moderation.Tests.Architecture;

public sealed partial class SourceTests
{
    private const int LineCeiling = 400;

    private static readonly string[] FoldersThatNameNothing = ["Helpers", "Common", "Utils", "Utilities", "Services", "Shared", "Misc", "Interfaces", "Dtos", "Managers"];

    [Fact]
    public void No_file_is_longer_than_the_ceiling()
    {
        var tooLong = Repository.CSharpFiles().Where(path => File.ReadLines(Path.Combine(Repository.Root, path)).Count() > LineCeiling);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        var folders = Repository.CSharpFiles().SelectMany(path => path.Split('/').SkipLast(1)).Distinct();

        Assert.Empty(folders.Intersect(FoldersThatNameNothing, StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(@"^\s*#region")]
    [InlineData(@"\bcatch\s*(\{|$)")]
    [InlineData(@"^\s*#pragma warning disable\s*$")]
    [InlineData(@"\bvoid\s+\w*Test\d+\(")]
    public void A_habit_that_review_refuses_is_not_in_the_sources(string pattern)
    {
        var offenders = Repository.CSharpFiles()
            .Where(path => !path.EndsWith("SourceTests.cs", StringComparison.Ordinal))
            .Where(path => Regex.IsMatch(Repository.Read(path), pattern, RegexOptions.Multiline));

        Assert.Empty(offenders);
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var strays = from path in Repository.CSharpFiles()
                     let declared = NamespaceLine().Match(Repository.Read(path))
                     where declared.Success
                     let folder = path.StartsWith("bench/", StringComparison.Ordinal) || path.StartsWith("demo/", StringComparison.Ordinal)
                         ? path[(path.IndexOf('/') + 1)..]
                         : path
                     where declared.Groups[1].Value != Path.GetDirectoryName(folder)!.Replace('/', '.')
                     select $"{path}: {declared.Groups[1].Value}";

        Assert.Empty(strays);
    }

    [Fact]
    public void No_file_names_a_package_registry_or_a_private_path()
    {
        var lockFiles = Directory.EnumerateFiles(Repository.Root, "packages.lock.json", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "package-lock.json", SearchOption.AllDirectories));

        Assert.All(lockFiles, path => Assert.DoesNotContain("http", File.ReadAllText(path), StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
