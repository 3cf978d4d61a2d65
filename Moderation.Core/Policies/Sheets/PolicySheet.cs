using Moderation.Core.Policies.Expressions;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sheets;

/// <summary>A policy sheet as it is written, with its defaults filled in.</summary>
/// <remarks>Threads: immutable.</remarks>
public sealed record PolicySheet
{
    /// <summary>Id of the policy: <c>minors.host</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is about, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>Roles that are asked before it is used; informative.</summary>
    public required IReadOnlyList<string> Approvers { get; init; }

    /// <summary>The kind of subject that it looks at.</summary>
    public required SubjectKind Subject { get; init; }

    /// <summary>Countries in the order of their codes, unions written out; empty is everywhere.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>What it rests on.</summary>
    public required SheetGround Ground { get; init; }

    /// <summary>Its rules.</summary>
    public required SheetRules Rules { get; init; }

    /// <summary>What bounds it over all lives.</summary>
    public required SheetGuards Guards { get; init; }

    /// <summary>What the subject is told, by language, in the order of the languages.</summary>
    public required IReadOnlyList<SheetNotice> Notices { get; init; }

    /// <summary>Forms that hold in some countries instead.</summary>
    public required IReadOnlyList<SheetVariant> Variants { get; init; }

    /// <summary>Its tests, unread; null where there are none.</summary>
    public required SheetNode? Tests { get; init; }
}

/// <summary>What a sheet rests on.</summary>
/// <param name="Kind">The platform's terms, or law.</param>
/// <param name="Text">The rule, as the subject is told it.</param>
/// <param name="Reference">Where it stands; null where it is not told.</param>
/// <param name="Dsa">Category and keyword of its statements of reasons; null where it does not apply in the European Union.</param>
public sealed record SheetGround(GroundKind Kind, string Text, string? Reference, DsaGround? Dsa);

/// <summary>Kind of a ground.</summary>
public enum GroundKind
{
    /// <summary>The platform's terms.</summary>
    Terms,

    /// <summary>Law.</summary>
    Law,
}

/// <summary>What statements of reasons say, out of <see cref="DsaTerms"/>.</summary>
/// <param name="Category">Category.</param>
/// <param name="Keyword">Keyword; null where none fits.</param>
public sealed record DsaGround(string Category, string? Keyword);

/// <summary>What the subject is told.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Text">The text, with the placeholders <c>{what}</c>, <c>{until}</c>, <c>{ground}</c> and <c>{appeal}</c>.</param>
public sealed record SheetNotice(string Language, string Text);

/// <summary>The part of a sheet that decides. In a variant, what is null is as in the sheet itself.</summary>
public sealed record SheetRules
{
    /// <summary>Which subjects of the kind.</summary>
    public SheetExpression? Where { get; init; }

    /// <summary>What must be true before anything is decided.</summary>
    public IReadOnlyList<SheetExpression>? Needs { get; init; }

    /// <summary>Names for expressions; a let stands behind those that it uses.</summary>
    public IReadOnlyList<SheetLet>? Lets { get; init; }

    /// <summary>What keeps the sheet from acting.</summary>
    public IReadOnlyList<SheetExpression>? Unless { get; init; }

    /// <summary>The ladder; in a variant, changes to it by name of the rung.</summary>
    public IReadOnlyList<SheetRung>? Ladder { get; init; }

    /// <summary>Event time after an episode in which its rung begins no other.</summary>
    public TimeSpan? Cooldown { get; init; }
}

/// <summary>An expression of a sheet.</summary>
/// <param name="Tree">The expression.</param>
public sealed record SheetExpression(Expression Tree)
{
    /// <summary>The expression in canonical form.</summary>
    public override string ToString() => ExpressionText.Write(Tree);
}

/// <summary>A name for an expression.</summary>
/// <param name="Name">The name.</param>
/// <param name="Means">What it stands for.</param>
public sealed record SheetLet(string Name, SheetExpression Means);

/// <summary>A rung as it is written. In a variant, what is null is as in the sheet itself.</summary>
public sealed record SheetRung
{
    /// <summary>Name, unique in its ladder.</summary>
    public required string Name { get; init; }

    /// <summary>What reaches it; never null in the sheet itself.</summary>
    public SheetExpression? When { get; init; }

    /// <summary>For how long that must hold.</summary>
    public TimeSpan For { get; init; }

    /// <summary>What keeps an episode; null is <see cref="When"/>.</summary>
    public SheetExpression? While { get; init; }

    /// <summary>How soon a human must look at its report; null where the rung says nothing of reports.</summary>
    public ReportPriority? Report { get; init; }

    /// <summary>Who must confirm its orders; null is nobody.</summary>
    public Confirmation? Confirm { get; init; }

    /// <summary>Whether severe orders may be given without anybody's word; null is no.</summary>
    public bool? AutomaticSevere { get; init; }

    /// <summary>What the platform is told; null is nothing.</summary>
    public IReadOnlyList<RungOrder>? Orders { get; init; }
}

/// <summary>Who must confirm the orders of a rung; the value is the number of people.</summary>
public enum Confirmation
{
    /// <summary>Nobody.</summary>
    Automatic,

    /// <summary>One person.</summary>
    Human,

    /// <summary>Two different persons.</summary>
    TwoPersons,
}

/// <summary>The form of a sheet for some countries.</summary>
/// <param name="Name">Name, unique in its sheet.</param>
/// <param name="Countries">Countries in the order of their codes, unions written out; at least one.</param>
/// <param name="Rules">What differs.</param>
public sealed record SheetVariant(string Name, IReadOnlyList<string> Countries, SheetRules Rules);
