using Moderation.Cli.Host;

namespace Moderation.Cli.Live;

/// <summary>The sheets of the live demo: those that ship, with those of <c>demo/policies</c> in the place of their namesakes.</summary>
internal static class LivePolicies
{
    private const string Pattern = "*.yaml";

    /// <summary>Puts them into one folder, new at each start.</summary>
    public static string Gather(ModerationHome home)
    {
        var folder = Path.Combine(home.State, "live-demo", "policies");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (var source in new[] { home.Policies, Path.Combine(home.Root, "demo", "policies") })
        {
            foreach (var sheet in Directory.EnumerateFiles(source, Pattern))
                File.Copy(sheet, Path.Combine(folder, Path.GetFileName(sheet)), overwrite: true);
        }

        return folder;
    }
}
