using Moderation.Models.Manifests;
using Moderation.Models.Text;

namespace Moderation.Cli.ModelFiles;

/// <summary>One folder under <c>models/</c> whose weights were trained here and are part of the repository.</summary>
internal sealed record ShippedModel(string Path, TextManifest Manifest)
{
    public async Task<ModelFileState> StateAsync(CancellationToken cancellation)
    {
        var file = System.IO.Path.Combine(Path, Manifest.Onnx.Path);
        if (!File.Exists(file))
            return ModelFileState.Missing;
        return await FileHash.Sha256Async(file, cancellation) == Manifest.Onnx.Sha256 ? ModelFileState.Valid : ModelFileState.Changed;
    }

    /// <summary>What is wrong with it; null when its file is the one of its manifest, and this build can read it.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellation)
    {
        switch (await StateAsync(cancellation))
        {
            case ModelFileState.Missing:
                return "missing; it is part of the repository, so the checkout is not complete";
            case ModelFileState.Changed:
                return "not the file that the manifest names; it is part of the repository, so git can restore it";
        }

        try
        {
            TextSession.Open(Path).Dispose();
            return null;
        }
        catch (ManifestException e)
        {
            return e.Message;
        }
    }
}
