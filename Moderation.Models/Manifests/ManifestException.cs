namespace Moderation.Models.Manifests;

/// <summary>A manifest that cannot be used.</summary>
public sealed class ManifestException : Exception
{
    /// <summary>Names the file and what is wrong with it.</summary>
    public ManifestException(string path, string problem, Exception? inner = null)
        : base($"{path}: {problem}", inner)
    {
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }
}
