using Moderation.Models.Manifests;

namespace Moderation.Cli.ModelFiles;

internal enum ModelFileState
{
    Missing,
    Valid,

    /// <summary>Present, but not the file that the manifest names.</summary>
    Changed,
}

/// <summary>One folder under <c>models/</c> whose weights are fetched.</summary>
internal sealed record ModelFolder(string Path, ModelManifest Manifest)
{
    public const string LicenceName = "LICENSE.upstream";

    public string OnnxPath => System.IO.Path.Combine(Path, Manifest.Onnx.Path);

    public string LicencePath => System.IO.Path.Combine(Path, LicenceName);

    public async Task<ModelFileState> StateAsync(CancellationToken cancellation)
    {
        if (!File.Exists(OnnxPath) || !File.Exists(LicencePath))
            return ModelFileState.Missing;
        return await FileHash.Sha256Async(OnnxPath, cancellation) == Manifest.Onnx.Sha256 ? ModelFileState.Valid : ModelFileState.Changed;
    }
}
