using System.Text.Json;
using Moderation.Tests.Support;

namespace Moderation.Tests.Architecture;

public sealed class LicenceTests
{
    [Fact]
    public void Every_package_that_is_restored_is_in_the_third_party_notices()
    {
        var notices = Repository.Read("THIRD-PARTY-NOTICES.md");
        var packages = Directory.EnumerateFiles(Repository.Root, "packages.lock.json", SearchOption.AllDirectories)
            .SelectMany(PackagesOf)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();

        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.Contains($"| {package} |", notices, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> PackagesOf(string lockFile)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(lockFile));
        return document.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => package.Name)
            .ToList();
    }
}
