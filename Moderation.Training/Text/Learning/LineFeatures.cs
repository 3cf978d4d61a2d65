using Moderation.Models.Text;
using Moderation.Models.Text.Features;

namespace Moderation.Training.Text.Learning;

/// <summary>Features of a line as serving reads them, rules included.</summary>
internal sealed class LineFeatures(int rowCount)
{
    private readonly FeatureReader _reader = new(rowCount);
    private readonly List<RuleMatch> _matches = [];
    private readonly int[] _ids = new int[FeatureReader.MaxIds];

    /// <summary>Row numbers; overwritten by the next call.</summary>
    public ReadOnlySpan<int> Read(string text)
    {
        _matches.Clear();
        var count = _reader.Read(text, [], _ids, out _);
        return _ids.AsSpan(0, count);
    }
}
