using Moderation.Core.Statistics;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence;

/// <summary>Running evidence about the age of one face track. Poor faces are not given to it: what proves little must move nothing.</summary>
/// <remarks>
/// Readings weigh less as event time passes (half-life), and the noise of two readings is correlated as exp(-gap / correlation time).
/// Such noise has no memory beyond its last value, so the variance of the weighted mean is kept exactly by three sums, in constant space.
/// Threads: one at a time. Allocation: none per reading, but for buckets of clear-face time, at most 84 of 16 bytes.
/// </remarks>
public sealed class AgeEvidence
{
    private readonly AgeBeliefModel _model;
    private readonly double _halfLifeSeconds;
    private readonly double _longestGapSeconds;
    private DateTimeOffset _newest;
    private double _weight;
    private double _weightedYears;
    // Sum over all pairs of readings of weight * weight * correlation, and over all readings of weight * correlation with the newest.
    private double _pairWeight;
    private double _newestWeight;
    private double? _belief;
    private EventSeries _clearFaceSeconds;

    /// <summary>Starts without readings.</summary>
    /// <param name="model">The model that turns readings into belief.</param>
    /// <param name="options">How readings age.</param>
    public AgeEvidence(AgeBeliefModel model, EvidenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        _model = model;
        _halfLifeSeconds = options.HalfLife.TotalSeconds;
        _longestGapSeconds = options.LongestCountedGap.TotalSeconds;
    }

    /// <summary>Clear faces read.</summary>
    public long ClearFaces { get; private set; }

    /// <summary>Clear-face time, in seconds of event time.</summary>
    public double ClearFaceSeconds { get; private set; }

    /// <summary>Clear-face time inside a window that ends now, in seconds of event time. Time between two faces counts where the later one is, to a bucket of 5 s, or of a minute beyond two minutes.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> for a window under 5 s or over an hour.</remarks>
    /// <param name="window">The window.</param>
    /// <param name="now">The live's clock.</param>
    public double ClearFaceSecondsOver(TimeSpan window, DateTimeOffset now) => Math.Min(ClearFaceSeconds, _clearFaceSeconds.Sum(window, now));

    /// <summary>Weighted mean of the ages read, in years; null before the first.</summary>
    public double? MeanReadYears => ClearFaces == 0 ? null : _weightedYears / _weight;

    /// <summary>How many independent readings the correlated, ageing ones are worth; 0 before the first.</summary>
    public double EffectiveFaces => ClearFaces == 0 ? 0 : _weight * _weight / _pairWeight;

    /// <summary>Why there is no belief; null when there is one.</summary>
    public UnknownReason? UnknownBecause =>
        ClearFaces == 0 ? UnknownReason.NoFace
        : ClearFaces < _model.Manifest.NeededClearFaces || ClearFaceSeconds < _model.Manifest.NeededClearFaceSeconds
            ? UnknownReason.TooLittleClearFaceTime
            : null;

    /// <summary>Probability of being under 18; null is unknown.</summary>
    public double? Under18 =>
        UnknownBecause is not null ? null : _belief ??= _model.Under18(_weightedYears / _weight, EffectiveFaces);

    /// <summary>Between which values the belief would come to rest with ever more frames of the same face; null where there is no belief.</summary>
    public Interval? Under18Interval => UnknownBecause is null ? BeliefInterval.Of(_model, _weightedYears / _weight, EffectiveFaces) : null;

    /// <summary>Stretches of the last hour without a clear face of this track, from 15 s on, oldest first; their ends are right to 5 s, or to a minute where they are older than two minutes. Of the time before its first clear faces nothing is said.</summary>
    /// <param name="now">The live's clock.</param>
    public IReadOnlyList<EvidenceGap> Gaps(DateTimeOffset now) => EvidenceGaps.Between(_clearFaceSeconds.Filled(), now);

    /// <summary>Takes the reading off one clear face.</summary>
    /// <remarks>Errors: <see cref="ArgumentException"/> when it is older than the newest one: the sums hold only forwards in time.</remarks>
    /// <param name="readYears">Age read, years, finite.</param>
    /// <param name="at">Event time of the frame.</param>
    public void Add(double readYears, DateTimeOffset at)
    {
        if (!double.IsFinite(readYears))
            throw new ArgumentException("a read age must be finite", nameof(readYears));
        if (ClearFaces > 0)
        {
            if (at < _newest)
                throw new ArgumentException("readings must come in order of event time", nameof(at));
            Age((at - _newest).TotalSeconds, at);
        }

        _pairWeight += 2 * _newestWeight + 1;
        _newestWeight += 1;
        _weight += 1;
        _weightedYears += readYears;
        _newest = at;
        ClearFaces++;
        _belief = null;
    }

    /// <summary>Writes it down.</summary>
    /// <param name="writer">Takes it.</param>
    public void Save(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(ClearFaces);
        if (ClearFaces == 0)
            return;
        writer.Write(ClearFaceSeconds);
        writer.Write(_newest);
        writer.Write(_weight);
        writer.Write(_weightedYears);
        writer.Write(_pairWeight);
        writer.Write(_newestWeight);
        _clearFaceSeconds.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <remarks>Errors: <see cref="FormatException"/>.</remarks>
    /// <param name="reader">Gives it.</param>
    /// <param name="model">The model that turns readings into belief, as it was.</param>
    /// <param name="options">How readings age, as it was.</param>
    public static AgeEvidence Restore(StateReader reader, AgeBeliefModel model, EvidenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var evidence = new AgeEvidence(model, options) { ClearFaces = reader.ReadLong() };
        if (evidence.ClearFaces == 0)
            return evidence;
        evidence.ClearFaceSeconds = reader.ReadDouble();
        evidence._newest = reader.ReadTime();
        evidence._weight = reader.ReadDouble();
        evidence._weightedYears = reader.ReadDouble();
        evidence._pairWeight = reader.ReadDouble();
        evidence._newestWeight = reader.ReadDouble();
        evidence._clearFaceSeconds = EventSeries.Restore(reader);
        // Belief is asked of these without looking again: what cannot have been written must not become a number.
        if (evidence is not { ClearFaces: > 0, _weight: > 0, _pairWeight: > 0 } || !double.IsFinite(evidence._weight + evidence._weightedYears + evidence._pairWeight + evidence._newestWeight))
            throw new FormatException("state: evidence about an age has no such form");
        return evidence;
    }

    private void Age(double gapSeconds, DateTimeOffset at)
    {
        var counted = Math.Min(gapSeconds, _longestGapSeconds);
        ClearFaceSeconds += counted;
        if (counted > 0)
            _clearFaceSeconds.Add(counted, at);
        // After about 50 half-lives the old readings weigh nothing; the floor keeps them from vanishing into subnormal numbers.
        var kept = PortableMath.Exp2(-Math.Min(gapSeconds / _halfLifeSeconds, 50));
        _weight *= kept;
        _weightedYears *= kept;
        _pairWeight *= kept * kept;
        _newestWeight *= kept * PortableMath.Exp(-gapSeconds / _model.Manifest.CorrelationSeconds);
    }
}
