using Moderation.Models.Text;

namespace Moderation.Cli.Bench;

/// <summary>The text model as <c>bench chat</c> measures it.</summary>
/// <param name="Scorers">The model as the Worker asks it: text in, scores out.</param>
/// <param name="Graph">The whole model as one ONNX graph, for the bare session on numbers that are ready.</param>
internal sealed record TextModel(ITextScorerFactory Scorers, TextGraph Graph)
{
    /// <summary>Lines of one call, of the scorer and of the bare session alike.</summary>
    public const int BatchSize = 64;

    /// <exception cref="Models.Manifests.ManifestException">There is no usable text model in the folder.</exception>
    public static TextModel Open(string modelsFolder)
    {
        var factory = TextScorerFactory.Open(modelsFolder, new TextScorerOptions { MaxBatch = BatchSize });
        return new TextModel(factory, TextGraph.Open(Path.Combine(modelsFolder, factory.Session.Id.Name)));
    }
}
