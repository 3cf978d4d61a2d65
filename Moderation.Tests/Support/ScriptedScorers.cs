using Moderation.Models.Faces;

namespace Moderation.Tests.Support;

/// <summary>Scorers that answer by script; the script sees the frame's bytes and fills the answer in.</summary>
internal sealed class ScriptedScorers(ScriptedScorers.Script script) : IFrameScorerFactory
{
    public static readonly IReadOnlyList<ModelId> Models = [new("blazeface-back", "00000000000000aa"), new("faceres-deep", "00000000000000bb")];

    private int _calls;

    public delegate void Script(ReadOnlySpan<byte> image, FrameScore score);

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Scorers that see one clear face of the given age in the middle of every frame.</summary>
    public static ScriptedScorers OneFace(double years) => new((_, score) => score.Faces.Add(ClearFace(years)));

    public static ScoredFace ClearFace(double years) => new(
        0.4, 0.3, 0.2, 0.3, 0.95, new FaceQuality(200, 300, 0.5, 0, FaceFaults.None), new AgeEstimate(years, 3, years < 18 ? 0.9 : 0.1));

    public IFrameScorer Create() => new Scorer(this, script);

    private sealed class Scorer(ScriptedScorers owner, Script script) : IFrameScorer
    {
        private readonly FrameScore _score = new();

        public IReadOnlyList<ModelId> Models => ScriptedScorers.Models;

        public FrameScore Score(ReadOnlySpan<byte> image)
        {
            Interlocked.Increment(ref owner._calls);
            (_score.Refusal, _score.RefusalDetail, _score.WidthPx, _score.HeightPx) = (ImageRefusal.None, "", 640, 360);
            _score.Faces.Clear();
            script(image, _score);
            return _score;
        }

        public void Dispose()
        {
        }
    }
}
