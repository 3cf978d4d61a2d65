namespace Moderation.Models.Text.Rules;

/// <summary>What a folded unit is good for. Bits, so that a line knows in one pass which rules can have anything to say.</summary>
[Flags]
internal enum UnitClass : byte
{
    None = 0,
    Letter = 1,
    Digit = 2,
    Space = 4,
    At = 8,
    Dot = 16,
    Dollar = 32,
    Hash = 64,
    LetterOrDigit = Letter | Digit,
}
