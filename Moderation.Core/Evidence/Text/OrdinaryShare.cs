namespace Moderation.Core.Evidence.Text;

/// <summary>Which share of a live's lines new accounts ordinarily write, hostile lines left out so that a raid does not become its own measure.</summary>
internal sealed class OrdinaryShare(TextEvidenceOptions options)
{
    private DecayedSum _known;
    private DecayedSum _fresh;

    /// <summary>Counts a line by an account whose age is known.</summary>
    public void Add(bool isByNewAccount, DateTimeOffset at)
    {
        _known.Add(1, at, options.OrdinaryHalfLife);
        if (isByNewAccount)
            _fresh.Add(1, at, options.OrdinaryHalfLife);
    }

    /// <summary>The share, 0..1; 0 while nothing is known.</summary>
    public double At(DateTimeOffset now) =>
        _known.At(now, options.OrdinaryHalfLife) is > 0 and var known ? _fresh.At(now, options.OrdinaryHalfLife) / known : 0;

    /// <summary>Writes it down.</summary>
    public void Save(StateWriter writer)
    {
        _known.Save(writer);
        _fresh.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static OrdinaryShare Restore(StateReader reader, TextEvidenceOptions options) =>
        new(options) { _known = DecayedSum.Restore(reader), _fresh = DecayedSum.Restore(reader) };
}
