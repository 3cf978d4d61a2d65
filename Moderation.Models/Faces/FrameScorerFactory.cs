using Moderation.Models.Images;
using Moderation.Models.Manifests;
using Moderation.Models.Sessions;

namespace Moderation.Models.Faces;

/// <summary>Loads the models once and makes scorers that share them, one per caller.</summary>
/// <remarks>An age head is used where an operator trained one: where <c>age-head/</c> lies beside the other models. Threads: safe. Ownership: dispose it after its scorers.</remarks>
public sealed class FrameScorerFactory : IFrameScorerFactory, IDisposable
{
    internal const string DetectorName = "blazeface-back";
    internal const string AgeName = "faceres-deep";

    private readonly FrameScorerOptions _options;
    private readonly ModelSession _detector;
    private readonly ModelSession _age;
    private readonly AgeHeadSession? _head;

    private FrameScorerFactory(FrameScorerOptions options, ModelSession detector, ModelSession age, AgeHeadSession? head)
    {
        _options = options;
        _detector = detector;
        _age = age;
        _head = head;
        Models = head is null ? [detector.Id, age.Id] : [detector.Id, age.Id, head.Id];
    }

    /// <summary>The models that its scorers ask, detector first, the age head last.</summary>
    public IReadOnlyList<ModelId> Models { get; }

    /// <summary>Loads the models.</summary>
    /// <param name="modelsFolder">The folder that holds <c>blazeface-back/</c> and <c>faceres-deep/</c>, and perhaps <c>age-head/</c>.</param>
    /// <param name="options">How to score.</param>
    /// <exception cref="ManifestException">A model is not there, or not what its manifest says, or the head belongs to another age model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static FrameScorerFactory Open(string modelsFolder, FrameScorerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var detector = ModelSession.Open(Path.Combine(modelsFolder, DetectorName));
        ModelSession? age = null;
        try
        {
            age = ModelSession.Open(Path.Combine(modelsFolder, AgeName));
            return new FrameScorerFactory(options, detector, age, AgeHeadSession.OpenIfPresent(modelsFolder, age.Manifest));
        }
        catch (Exception)
        {
            age?.Dispose();
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
        new AgeEstimator(_age, withDescriptor: _head is not null),
        _head is null ? null : new AgeHead(_head));

    /// <inheritdoc/>
    public void Dispose()
    {
        _detector.Dispose();
        _age.Dispose();
        _head?.Dispose();
    }
}
