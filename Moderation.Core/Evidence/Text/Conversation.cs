using System.Numerics;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Text;

/// <summary>What one account has touched towards another inside a window of event time, line by line.</summary>
/// <remarks>
/// Its rank orders conversations for people to look at. It is no probability and is not calibrated. With <c>a</c> different aspects touched in
/// <c>l</c> different lines, the rank is <c>(min(a, l) + t + 0.9 s) / 7</c>: <c>t</c> is 1 when age, contact and secrecy are all there over at least two
/// lines, and <c>s</c> is the strength of the strongest line, 0..1. So a single line, whatever it touches and however sure the model is, ranks
/// at most 1.9/7, under two aspects in two lines (2/7) and far under the three in three (4/7). Another line inside the window never lowers it.
/// Memory: constant.
/// </remarks>
internal sealed class Conversation(TextEvidenceOptions options)
{
    /// <summary>Strength of a cue that only a rule found.</summary>
    public const double RuleStrength = 0.5;

    private const uint Lure = 1u << (int)ConversationAspect.AgeOrSchool | 1u << (int)ConversationAspect.Contact | 1u << (int)ConversationAspect.Secrecy;
    private const uint AgeAndSexual = 1u << (int)ConversationAspect.AgeOrSchool | 1u << (int)ConversationAspect.Sexual;
    private const int AspectCount = (int)ConversationAspect.Sexual + 1;

    private const uint CueLabels = 1u << (int)TextLabel.Grooming | 1u << (int)TextLabel.OffplatformContact | 1u << (int)TextLabel.SexualSolicitation;

    // No more lines are needed than there are aspects; the newest hit of each aspect is kept apart, so that a flood of one cannot push out another.
    // Empty until the first: most pairs of accounts touch nothing.
    private DateTimeOffset[] _newestLines = [];
    private DateTimeOffset[] _hits = [];
    private double[] _strengths = [];
    private DateTimeOffset _newest;

    public void Add(in LineReading line)
    {
        if (line.Aspects == 0)
            return;
        if (_hits.Length == 0)
            MakePlace();
        var strength = line.Score(CueLabels) is > 0 and var score ? score : RuleStrength;
        for (var aspect = 0; aspect < AspectCount; aspect++)
        {
            if ((line.Aspects >> aspect & 1) == 0)
                continue;
            var isFar = _hits[aspect] != default && (line.At - _hits[aspect]).Duration() > options.ConversationWindow;
            if (!isFar)
                _strengths[aspect] = Math.Max(_strengths[aspect], strength);
            else if (line.At > _hits[aspect])
                _strengths[aspect] = strength;
            _hits[aspect] = Later(_hits[aspect], line.At);
        }

        _newest = Later(_newest, line.At);
        KeepTime(line.At);
    }

    /// <summary>How it stands at a time.</summary>
    public ConversationReading At(DateTimeOffset now)
    {
        if (_newest == default || now - _newest > options.ConversationWindow)
            return default;
        var (aspects, strength, lines) = (0u, 0.0, 0);
        for (var i = 0; i < AspectCount; i++)
        {
            if (IsInside(_hits[i]))
                (aspects, strength) = (aspects | 1u << i, Math.Max(strength, _strengths[i]));
            lines += IsInside(_newestLines[i]) ? 1 : 0;
        }

        var steps = Math.Min(BitOperations.PopCount(aspects), lines);
        var isLure = lines >= 2 && (aspects & Lure) == Lure;
        return new ConversationReading(
            aspects, lines, isLure, (aspects & AgeAndSexual) == AgeAndSexual, (steps + (isLure ? 1 : 0) + 0.9 * strength) / 7);
    }

    /// <summary>Writes it down.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(_newest);
        for (var i = 0; i < _hits.Length; i++)
        {
            writer.Write(_newestLines[i]);
            writer.Write(_hits[i]);
            writer.Write(_strengths[i]);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static Conversation Restore(StateReader reader, TextEvidenceOptions options)
    {
        var conversation = new Conversation(options) { _newest = reader.ReadTime() };
        if (conversation._newest == default)
            return conversation;
        conversation.MakePlace();
        for (var i = 0; i < AspectCount; i++)
            (conversation._newestLines[i], conversation._hits[i], conversation._strengths[i]) = (reader.ReadTime(), reader.ReadTime(), reader.ReadDouble());
        return conversation;
    }

    private void MakePlace() =>
        (_newestLines, _hits, _strengths) = (new DateTimeOffset[AspectCount], new DateTimeOffset[AspectCount], new double[AspectCount]);

    // Inside the window that ends at its newest line, not now: a frame that runs ahead of the chat must not cut it short.
    private bool IsInside(DateTimeOffset at) => at != default && _newest - at <= options.ConversationWindow;

    private void KeepTime(DateTimeOffset at)
    {
        var oldest = 0;
        for (var i = 1; i < _newestLines.Length; i++)
        {
            if (_newestLines[i] < _newestLines[oldest])
                oldest = i;
        }

        _newestLines[oldest] = Later(_newestLines[oldest], at);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>A conversation at one time.</summary>
/// <param name="Aspects">What was touched, as bits of <see cref="ConversationAspect"/>.</param>
/// <param name="Lines">Lines that touched it; never told beyond the number of aspects.</param>
/// <param name="IsLure">Age, contact and secrecy, over at least two lines.</param>
/// <param name="IsAgeAndSexual">Age and sexual content.</param>
/// <param name="Rank">How much it asks to be looked at, 0..1.</param>
internal readonly record struct ConversationReading(uint Aspects, int Lines, bool IsLure, bool IsAgeAndSexual, double Rank)
{
    public int AspectCount => BitOperations.PopCount(Aspects);
}
