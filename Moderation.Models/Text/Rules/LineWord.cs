namespace Moderation.Models.Text.Rules;

/// <summary>A run of letters and digits of a folded line, or one emoji.</summary>
/// <param name="Start">First folded unit.</param>
/// <param name="End">Folded unit after the last.</param>
/// <param name="Id">The word in the phrase book; 0 when it is in no phrase, and for numbers.</param>
internal readonly record struct LineWord(int Start, int End, int Id)
{
    /// <summary>Folded units.</summary>
    public int Length => End - Start;
}
