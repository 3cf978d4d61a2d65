namespace Moderation.Tests.Support;

/// <summary>A test on measurements that are not part of the repository: it shows as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string file)
    {
        if (!File.Exists(Locate(file)))
            Skip = $"declared: {file} is not there: set MODERATION_DATA to the folder that holds it";
    }

    public static string Locate(string file)
    {
        var folder = Environment.GetEnvironmentVariable("MODERATION_DATA") is { Length: > 0 } set
            ? set
            : Path.Combine(Repository.Root, "..", "shared", "data");
        return Path.GetFullPath(Path.Combine(folder, file));
    }
}
