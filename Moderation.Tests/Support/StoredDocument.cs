using System.Runtime.CompilerServices;

namespace Moderation.Tests.Support;

/// <summary>Compares a generated document with its copy in <c>docs/</c>; writes the copy instead when MODERATION_WRITE_DOCS=1.</summary>
internal static class StoredDocument
{
    public static async Task AssertAsync(string name, string text, [CallerFilePath] string caller = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(caller)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Moderation.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Moderation.sln is not above the test's source");
        var path = Path.Combine(folder.FullName, "docs", name);
        if (Environment.GetEnvironmentVariable("MODERATION_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }

        Assert.True(File.Exists(path), $"docs/{name} is missing: run the tests with MODERATION_WRITE_DOCS=1");
        Assert.Equal(await File.ReadAllTextAsync(path), text, ignoreLineEndingDifferences: true);
    }
}
