using System.Runtime.InteropServices;
using Moderation.Models.Text;
using Moderation.Models.Text.Features;
using Moderation.Models.Text.Rules;

namespace Moderation.Training.Text.Learning;

/// <summary>Features of a line as serving reads them, rules included.</summary>
internal sealed class LineFeatures(int rowCount)
{
    private readonly FeatureReader _reader = new(rowCount);
    private readonly RuleScanner _rules = new();
    private readonly List<RuleMatch> _matches = [];
    private readonly int[] _ids = new int[FeatureReader.MaxIds];

    /// <summary>The line that was read last, as the normaliser folds it.</summary>
    public ReadOnlySpan<char> Folded => _reader.Folded;

    /// <summary>Row numbers; overwritten by the next call.</summary>
    public ReadOnlySpan<int> Read(string text)
    {
        _rules.Scan(text, _matches);
        var count = _reader.Read(text, CollectionsMarshal.AsSpan(_matches), _ids, out _);
        return _ids.AsSpan(0, count);
    }
}
