using Moderation.Models.Images;
using Moderation.Models.Manifests;
using Moderation.Models.Sessions;

namespace Moderation.Models.Faces;

/// <summary>Loads detector and age model for training an age head, and makes readers that share them, one per caller.</summary>
/// <remarks>Threads: safe. Ownership: dispose it after its readers.</remarks>
public sealed class AgeFeatureSource : IDisposable
{
    private readonly FrameScorerOptions _options;
    private readonly ModelSession _detector;
    private readonly ModelSession _age;

    private AgeFeatureSource(FrameScorerOptions options, ModelSession detector, ModelSession age) =>
        (_options, _detector, _age) = (options, detector, age);

    /// <summary>The age model whose descriptors are read.</summary>
    public AgeModelFile AgeModel => new(_age.Manifest.Name, _age.Manifest.Onnx.Sha256);

    /// <summary>Loads the models.</summary>
    /// <param name="modelsFolder">The folder that holds <c>blazeface-back/</c> and <c>faceres-deep/</c>.</param>
    /// <param name="options">How pictures are read; the same as in serving, or the head learns other faces than it will see.</param>
    /// <exception cref="ManifestException">A model is not there, or not what its manifest says.</exception>
    public static AgeFeatureSource Open(string modelsFolder, FrameScorerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var detector = ModelSession.Open(Path.Combine(modelsFolder, FrameScorerFactory.DetectorName));
        try
        {
            return new AgeFeatureSource(options, detector, ModelSession.Open(Path.Combine(modelsFolder, FrameScorerFactory.AgeName)));
        }
        catch (Exception)
        {
            detector.Dispose();
            throw;
        }
    }

    /// <summary>Makes a reader for one caller.</summary>
    public AgeFeatureReader Create() => new(
        new OpenCvImageDecoder(_options.Images),
        new BlazeFaceDetector(_detector, _options.Faces),
        new FaceQualityMeter(_options.Quality),
        new AgeEstimator(_age, withDescriptor: true));

    /// <inheritdoc/>
    public void Dispose()
    {
        _detector.Dispose();
        _age.Dispose();
    }
}
