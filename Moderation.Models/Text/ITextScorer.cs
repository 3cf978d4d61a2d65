using Moderation.Models.Faces;

namespace Moderation.Models.Text;

/// <summary>Scores short text lines. The edge between the Worker and the text models.</summary>
/// <remarks>
/// Threads: one scorer belongs to one caller at a time (it owns its buffers); the session behind several scorers is shared.
/// Ownership: disposing a scorer frees its buffers, not the shared session.
/// </remarks>
public interface ITextScorer : IDisposable
{
    /// <summary>The models that are asked.</summary>
    IReadOnlyList<ModelId> Models { get; }

    /// <summary>Names of the labels, in the order of <see cref="TextScore.Scores"/>.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Most lines of one call.</summary>
    int MaxBatch { get; }

    /// <summary>Scores lines. Any text is good: lone surrogates, control characters and a megabyte on one line are read as far as they can be.</summary>
    /// <remarks>
    /// Errors: a failing model throws. Ownership: the answers are reused by the next call on the same scorer; copy what must outlive it.
    /// </remarks>
    /// <param name="lines">1 to <see cref="MaxBatch"/> lines.</param>
    /// <returns>One answer per line, in the same order.</returns>
    ReadOnlySpan<TextScore> Score(ReadOnlySpan<string> lines);
}

/// <summary>Makes text scorers over a session that they share.</summary>
/// <remarks>Threads: safe to call from any thread. Ownership: the caller disposes each scorer; disposing the factory frees the session.</remarks>
public interface ITextScorerFactory
{
    /// <summary>Makes a scorer for one caller.</summary>
    /// <remarks>Errors: throws when the model is missing, is not the one of its manifest, or cannot be loaded.</remarks>
    ITextScorer Create();
}

/// <summary>The answer about one line. Reused by its scorer.</summary>
public sealed class TextScore
{
    private readonly float[] _scores;
    private readonly bool[] _flags;

    /// <summary>Makes an answer to be filled by a scorer.</summary>
    /// <param name="labelCount">Labels of the model.</param>
    public TextScore(int labelCount) => (_scores, _flags) = (new float[labelCount], new bool[labelCount]);

    /// <summary>Whether the line was scored. False when nothing was left of it to read; that is not the same as scores of 0.</summary>
    public bool IsScored { get; set; }

    /// <summary>Calibrated probability of each label, 0..1, in the order of <see cref="ITextScorer.Labels"/>.</summary>
    public Span<float> Scores => _scores;

    /// <summary>Whether each label reached the operating point that ships with the model.</summary>
    public Span<bool> Flags => _flags;

    /// <summary>The language that was read, <c>en</c> or <c>fr</c>; empty when not scored.</summary>
    public string Language { get; set; } = "";

    /// <summary>Whether only the beginning of the line was read.</summary>
    public bool IsTruncated { get; set; }

    /// <summary>Hits of the rules tier, in order of place.</summary>
    public List<RuleMatch> Matches { get; } = [];
}

/// <summary>What the rules tier can find in a line.</summary>
public enum RuleKind
{
    /// <summary>An account name on another platform, plain or coded.</summary>
    Handle,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A web address.</summary>
    Url,

    /// <summary>A tag or link of a payment service.</summary>
    PaymentTag,

    /// <summary>An IBAN whose check digits are right.</summary>
    Iban,

    /// <summary>A wallet address whose checksum or form is right.</summary>
    Wallet,

    /// <summary>A code of a prepaid card or voucher.</summary>
    PrepaidCode,

    /// <summary>Asks somebody's age, class or school.</summary>
    AgeQuestion,

    /// <summary>Asks to keep a secret.</summary>
    Secrecy,

    /// <summary>Asks whether somebody is alone, or where the parents are.</summary>
    Alone,

    /// <summary>Proposes to meet or to send a present home.</summary>
    Meeting,
}

/// <summary>One hit of a rule.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Start">First UTF-16 unit of the hit in the line.</param>
/// <param name="Length">Length in UTF-16 units.</param>
public readonly record struct RuleMatch(RuleKind Kind, int Start, int Length);
