namespace Moderation.Training.Text.Grammar;

/// <summary>How much may come of what when lines are generated.</summary>
internal sealed record GrammarOptions
{
    /// <summary>Lines per language that training asks for.</summary>
    public const int DefaultCount = 20_000;

    /// <summary>Largest share of the lines that one template may make.</summary>
    public double TemplateShare { get; init; } = 0.005;

    /// <summary>Largest share of the lines that one family may make.</summary>
    public double FamilyShare { get; init; } = 0.04;

    /// <summary>Characters; the guide's limit for authors.</summary>
    public int MinLength { get; init; } = 3;

    public int MaxLength { get; init; } = 200;

    /// <summary>Draws in a row that bring nothing new after which a template counts as told out.</summary>
    public int MaxRepeats { get; init; } = 30;

    /// <summary>Share of the lines that get each noise. Clean lines get it as often as others, so that noise is no evidence.</summary>
    public double Emoji { get; init; } = 0.14;

    public double Elongated { get; init; } = 0.06;

    public double Punctuated { get; init; } = 0.06;

    public double Shouted { get; init; } = 0.04;

    /// <summary>Leet, stars, spaced letters, typing errors.</summary>
    public double Disguised { get; init; } = 0.08;

    /// <summary>Of the lines that hold a handle, the share in which it is taken apart.</summary>
    public double SplitHandle { get; init; } = 0.25;
}
