using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Chat;

/// <summary>One line that is written out: when, who, by which way, to whom, and what.</summary>
/// <param name="AtSecond">Seconds since the live began.</param>
/// <param name="By">Id of a participant of the scene, or name of a viewer.</param>
/// <param name="To">Whom it answers or names; null is said to the host.</param>
/// <param name="Source">Typed, spoken or shown.</param>
/// <param name="Text">What is said.</param>
internal sealed record ScriptLine(double AtSecond, string By, string? To, TextSource Source, string Text);

/// <summary>The crowd behind what is written out: calm lines, drawn by a seed, from many viewers.</summary>
/// <param name="PerSecond">Mean rate of lines.</param>
/// <param name="Viewers">How many viewers take part.</param>
/// <param name="Seed">The same seed draws the same lines.</param>
/// <param name="Lines">What they say.</param>
internal sealed record Chatter(double PerSecond, int Viewers, int Seed, IReadOnlyList<string> Lines);

/// <summary>The chat of one live.</summary>
internal sealed record ChatScript
{
    /// <summary>What the platform would give as the language, as a BCP 47 tag.</summary>
    public required string Language { get; init; }

    public required Chatter Chatter { get; init; }

    /// <summary>The viewers of the written lines and how old their accounts are, in days.</summary>
    public required IReadOnlyDictionary<string, double> ViewerDays { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<ScriptLine> Lines { get; init; }

    /// <summary>The written lines begin again every so many seconds.</summary>
    public required int AgainSeconds { get; init; }

    /// <summary>The policies that must raise a report within some minutes; none but these and <see cref="MayRaise"/> may.</summary>
    public required IReadOnlyList<string> Raises { get; init; }

    /// <summary>The policies that would be right to raise a report.</summary>
    public IReadOnlyList<string> MayRaise { get; init; } = [];
}
