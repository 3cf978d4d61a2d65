namespace Moderation.Cli.Evaluation.Text;

/// <summary>A way to write words so that a filter misses them.</summary>
internal enum TextAttack
{
    /// <summary>Digits and signs for letters.</summary>
    Leet,

    /// <summary>Cyrillic and Greek letters that look the same.</summary>
    Homoglyph,

    /// <summary>Invisible characters between letters.</summary>
    ZeroWidth,

    /// <summary>A space, point, dash or underscore between letters.</summary>
    Spacing,

    /// <summary>A letter held down.</summary>
    Repeat,

    /// <summary>Mathematical, full-width and circled letters.</summary>
    Fancy,

    /// <summary>A star for a vowel.</summary>
    Star,

    /// <summary>A letter dropped, or two swapped.</summary>
    Typo,
}
