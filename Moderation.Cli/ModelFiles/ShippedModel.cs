using Moderation.Models.Manifests;
using Moderation.Models.Text;
using Moderation.Models.Text.Explanations;

namespace Moderation.Cli.ModelFiles;

/// <summary>One folder under <c>models/</c> whose weights were trained here and are part of the repository.</summary>
internal sealed record ShippedModel(string Path, TextManifest Manifest)
{
    public async Task<ModelFileState> StateAsync(CancellationToken cancellation)
    {
        var state = ModelFileState.Valid;
        foreach (var file in Manifest.Files)
        {
            var path = System.IO.Path.Combine(Path, file.Path);
            if (!File.Exists(path))
                return ModelFileState.Missing;
            if (await FileHash.Sha256Async(path, cancellation) != file.Sha256)
                state = ModelFileState.Changed;
        }

        return state;
    }

    /// <summary>What is wrong with it; null when its files are those of its manifest, and this build can read them.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellation)
    {
        switch (await StateAsync(cancellation))
        {
            case ModelFileState.Missing:
                return "missing; it is part of the repository, so the checkout is not complete";
            case ModelFileState.Changed:
                return "not the files that the manifest names; it is part of the repository, so git can restore it";
        }

        try
        {
            TextSession.Open(Path).Dispose();
            TextExplainer.Open(System.IO.Path.GetDirectoryName(Path)!).Dispose();
            return null;
        }
        catch (ManifestException e)
        {
            return e.Message;
        }
    }
}
