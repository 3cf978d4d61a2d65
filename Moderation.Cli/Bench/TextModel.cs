using Moderation.Models.Text;

namespace Moderation.Cli.Bench;

/// <summary>The text model as <c>bench chat</c> measures it.</summary>
/// <param name="Scorers">The model as the Worker asks it: text in, scores out.</param>
/// <param name="Prepare">
/// Takes a batch of lines, does everything up to the numbers that the ONNX session reads, and gives back what runs the bare session on them once.
/// </param>
internal sealed record TextModel(ITextScorerFactory Scorers, Func<IReadOnlyList<string>, Action> Prepare)
{
    /// <summary>Lines of one call, of the scorer and of the bare session alike.</summary>
    public const int BatchSize = 64;

    /// <exception cref="Models.Manifests.ManifestException">There is no usable text model in the folder.</exception>
    public static TextModel Open(string modelsFolder)
    {
        var factory = TextScorerFactory.Open(modelsFolder, new TextScorerOptions { MaxBatch = BatchSize });
        return new TextModel(factory, lines => factory.Prepare([.. lines]));
    }
}
