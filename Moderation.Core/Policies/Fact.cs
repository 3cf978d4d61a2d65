using Moderation.Core.Wire;

namespace Moderation.Core.Policies;

/// <summary>One thing that sheets can ask about a subject.</summary>
public sealed record Fact
{
    /// <summary>Which reading it is, for whoever answers.</summary>
    public required FactId Id { get; init; }

    /// <summary>Name in sheets: <c>received.coins</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Code of the reasons that speak of it: <c>received_coins</c>.</summary>
    public string ReasonCode => Name.Replace('.', '_');

    /// <summary>Type of its value.</summary>
    public required FactType Type { get; init; }

    /// <summary>Kinds of subject that it can be asked of.</summary>
    public required IReadOnlyList<SubjectKind> Subjects { get; init; }

    /// <summary>What moves it, apart from time passing.</summary>
    public required FactGroups Group { get; init; }

    /// <summary>What stands in brackets behind the name.</summary>
    public FactArgument Argument { get; init; }

    /// <summary>Whether it takes <c>over</c> a time.</summary>
    public FactWindow Window { get; init; }

    /// <summary>The words it can be, where <see cref="Type"/> is <see cref="FactType.Word"/>; its value is the place in this list.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Unit in words, empty where it has none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>What it says, in one sentence, for people who write sheets and for reasons.</summary>
    public required string Says { get; init; }
}

/// <summary>Type of a fact's value.</summary>
public enum FactType
{
    /// <summary>A number; shares and probabilities are numbers 0..1 and can be written in percent.</summary>
    Number,

    /// <summary>A length of event time.</summary>
    Duration,

    /// <summary>True, false or unknown.</summary>
    Truth,

    /// <summary>One of a few words.</summary>
    Word,
}

/// <summary>What stands in brackets behind a fact's name.</summary>
public enum FactArgument
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The word <c>under_18</c>.</summary>
    Belief,

    /// <summary>A label of the text models, or a group of them: <c>hostile</c>, <c>diversion</c>, <c>solicitation</c>, <c>any</c>.</summary>
    Label,

    /// <summary>A rule of the rules tier.</summary>
    Rule,

    /// <summary>An ISO 4217 code.</summary>
    Currency,

    /// <summary>A reason code of the platform's flags; may be left out.</summary>
    Reason,
}

/// <summary>Whether a fact takes <c>over</c> a time.</summary>
public enum FactWindow
{
    /// <summary>No.</summary>
    None,

    /// <summary>It may.</summary>
    Optional,

    /// <summary>It must.</summary>
    Required,
}

/// <summary>What can move facts. Sheets are looked at again when something of a group that they read has happened to their subject.</summary>
[Flags]
public enum FactGroups
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Frames.</summary>
    Age = 1,

    /// <summary>Text lines.</summary>
    Text = 2,

    /// <summary>Gifts.</summary>
    Money = 4,

    /// <summary>Flags.</summary>
    Flags = 8,

    /// <summary>Standing.</summary>
    Standing = 16,

    /// <summary>Session events.</summary>
    Session = 32,
}
