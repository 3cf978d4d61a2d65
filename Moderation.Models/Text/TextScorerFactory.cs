using Moderation.Models.Manifests;

namespace Moderation.Models.Text;

/// <summary>Loads the text model once and makes scorers that share it, one per caller.</summary>
/// <remarks>Threads: safe. Ownership: dispose it after its scorers.</remarks>
public sealed class TextScorerFactory : ITextScorerFactory, IDisposable
{
    private const string ModelName = "text";

    private readonly TextScorerOptions _options;
    private readonly List<PreparedGroup> _prepared = [];

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

    /// <summary>For measuring: does everything but the session's own work on a batch, and gives back what runs the bare session on it.</summary>
    /// <param name="lines">1 to <see cref="TextScorerOptions.MaxBatch"/> lines, grouped as a scorer groups them.</param>
    /// <returns>Runs the batch once; valid until the factory is disposed.</returns>
    public Action Prepare(ReadOnlySpan<string> lines)
    {
        using var scorer = new TextScorer(Session, _options);
        PreparedGroup[] groups = [.. scorer.Prepare(lines)];
        lock (_prepared)
            _prepared.AddRange(groups);
        return () =>
        {
            foreach (var group in groups)
                group.Run();
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_prepared)
        {
            foreach (var group in _prepared)
                group.Dispose();
            _prepared.Clear();
        }

        Session.Dispose();
    }
}
