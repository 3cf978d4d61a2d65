using Moderation.Models.Images;
using Moderation.Models.Manifests;
using Moderation.Models.Sessions;

namespace Moderation.Models.Faces;

/// <summary>Loads the two models once and makes scorers that share them, one per caller.</summary>
/// <remarks>Threads: safe. Ownership: dispose it after its scorers.</remarks>
public sealed class FrameScorerFactory : IFrameScorerFactory, IDisposable
{
    private const string DetectorName = "blazeface-back";
    private const string AgeName = "faceres-deep";

    private readonly FrameScorerOptions _options;
    private readonly ModelSession _detector;
    private readonly ModelSession _age;

    private FrameScorerFactory(FrameScorerOptions options, ModelSession detector, ModelSession age)
    {
        _options = options;
        _detector = detector;
        _age = age;
        Models = [detector.Id, age.Id];
    }

    /// <summary>The models that its scorers ask, detector first.</summary>
    public IReadOnlyList<ModelId> Models { get; }

    /// <summary>Loads the models.</summary>
    /// <param name="modelsFolder">The folder that holds <c>blazeface-back/</c> and <c>faceres-deep/</c>.</param>
    /// <param name="options">How to score.</param>
    /// <exception cref="ManifestException">A model is not there, or not what its manifest says.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static FrameScorerFactory Open(string modelsFolder, FrameScorerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var detector = ModelSession.Open(Path.Combine(modelsFolder, DetectorName));
        try
        {
            return new FrameScorerFactory(options, detector, ModelSession.Open(Path.Combine(modelsFolder, AgeName)));
        }
        catch (Exception)
        {
            detector.Dispose();
            throw;
        }
    }

    /// <summary>Makes a scorer for one caller.</summary>
    public IFrameScorer Create() => new FrameScorer(
        Models,
        new OpenCvImageDecoder(_options.Images),
        new BlazeFaceDetector(_detector, _options.Faces),
        new FaceQualityMeter(_options.Quality),
        new AgeEstimator(_age));

    /// <inheritdoc/>
    public void Dispose()
    {
        _detector.Dispose();
        _age.Dispose();
    }
}
