using Moderation.Models.Manifests;

namespace Moderation.Models.Text;

/// <summary>Loads the text model once and makes scorers that share it, one per caller.</summary>
/// <remarks>Threads: safe. Ownership: dispose it after its scorers.</remarks>
public sealed class TextScorerFactory : ITextScorerFactory, IDisposable
{
    private const string ModelName = "text";

    private readonly TextScorerOptions _options;

    private TextScorerFactory(TextSession session, TextScorerOptions options) => (Session, _options) = (session, options);

    /// <summary>The model that its scorers share.</summary>
    public TextSession Session { get; }

    /// <summary>Loads the model.</summary>
    /// <param name="modelsFolder">The folder that holds <c>text/</c>.</param>
    /// <param name="options">How to score.</param>
    /// <exception cref="ManifestException">The model is not there, not what its manifest says, or reads text otherwise than this build.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static TextScorerFactory Open(string modelsFolder, TextScorerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new TextScorerFactory(TextSession.Open(Path.Combine(modelsFolder, ModelName)), options);
    }

    /// <summary>Makes a scorer for one caller.</summary>
    public ITextScorer Create() => new TextScorer(Session, _options);

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();
}
