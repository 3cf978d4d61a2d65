using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies;

/// <summary>A policy sheet that was checked and compiled.</summary>
/// <remarks>Threads: immutable, shared by all lives.</remarks>
public sealed class CompiledSheet
{
    /// <summary>Name of the policy.</summary>
    public required string Name { get; init; }

    /// <summary>First 16 hexadecimal digits of the SHA-256 of the canonical JSON form.</summary>
    public required string SheetHash { get; init; }

    /// <summary>The canonical JSON form.</summary>
    public required string CanonicalJson { get; init; }

    /// <summary>The kind of subject that it looks at.</summary>
    public required SubjectKind Subject { get; init; }

    /// <summary>The rule of the platform's terms, or of law, that it rests on.</summary>
    public required string Ground { get; init; }

    /// <summary>What bounds it over all lives.</summary>
    public required SheetGuards Guards { get; init; }

    /// <summary>What moves any of its variants.</summary>
    public required FactGroups Groups { get; init; }

    /// <summary>The sheet itself first, then its variants.</summary>
    public required IReadOnlyList<CompiledVariant> Variants { get; init; }

    /// <summary>ISO 3166-1 codes of the countries that it applies to; empty is everywhere.</summary>
    public required IReadOnlySet<string> Countries { get; init; }

    /// <summary>The sheet as it is written.</summary>
    public required PolicySheet Source { get; init; }

    /// <summary>The canonical JSON form with the tests; they are no part of the hash.</summary>
    public required string FullJson { get; init; }

    /// <summary>What it is about, in one line.</summary>
    public string Title => Source.Title;

    /// <summary>Who answers for it.</summary>
    public string Owner => Source.Owner;

    /// <summary>Roles that are asked before it is used; informative.</summary>
    public IReadOnlyList<string> Approvers => Source.Approvers;

    /// <summary>Whether it rests on the platform's terms or on law.</summary>
    public GroundKind GroundKind => Source.Ground.Kind;

    /// <summary>Where the ground stands; null where it is not told.</summary>
    public string? GroundReference => Source.Ground.Reference;

    /// <summary>Category and keyword of its statements of reasons; null where it does not apply in the European Union.</summary>
    public DsaGround? Dsa => Source.Ground.Dsa;

    /// <summary>What the subject is told, by language.</summary>
    public IReadOnlyList<SheetNotice> Notices => Source.Notices;

    /// <summary>Its tests as pieces of the text, with their places; null where there are none.</summary>
    public SheetNode? Tests => Source.Tests;

    /// <summary>What one look at a subject can cost at most, over its variants.</summary>
    public SheetCost Cost => new(
        Variants.Max(variant => variant.Conditions.Max(condition => condition.Cost)),
        Variants.Max(variant => variant.Conditions.Sum(condition => condition.Cost)));

    /// <summary>The sheet as YAML that compiles to the same; comments are lost.</summary>
    public string ToYaml() =>
        "# yaml-language-server: $schema=./schema.json\n" + SheetWriter.Yaml(new SheetTree(forPeople: true).Make(Source, withTests: true));

    /// <summary>The variant that holds in a country; null where the sheet does not apply. A live of unknown country gets the sheet itself.</summary>
    /// <param name="country">ISO 3166-1 alpha-2 code; null is unknown.</param>
    public CompiledVariant? For(string? country)
    {
        if (country is null)
            return Variants[0];
        for (var i = 1; i < Variants.Count; i++)
        {
            if (Variants[i].Countries.Contains(country))
                return Variants[i];
        }

        return Countries.Count == 0 || Countries.Contains(country) ? Variants[0] : null;
    }
}

/// <summary>The form of a sheet that holds in some countries.</summary>
public sealed class CompiledVariant
{
    /// <summary>Name of the variant; null for the sheet itself.</summary>
    public required string? Name { get; init; }

    /// <summary>The variant's countries; empty for the sheet itself.</summary>
    public required IReadOnlySet<string> Countries { get; init; }

    /// <summary>Which subjects it looks at; null is all of the kind. Unknown is not.</summary>
    public required Condition? Where { get; init; }

    /// <summary>What must be true before anything is decided. Where one is false or unknown, the outcome is unknown.</summary>
    public required IReadOnlyList<Condition> Needs { get; init; }

    /// <summary>What keeps the sheet from acting when any of it is true. Unknown does not.</summary>
    public required IReadOnlyList<Condition> Unless { get; init; }

    /// <summary>The ladder, mildest rung first; at most 16 rungs.</summary>
    public required IReadOnlyList<CompiledRung> Ladder { get; init; }

    /// <summary>Event time after the end of an episode in which its rung begins no other.</summary>
    public required TimeSpan Cooldown { get; init; }

    /// <summary>Every condition of it.</summary>
    public IEnumerable<Condition> Conditions =>
    [
        .. Where is null ? [] : new[] { Where }, .. Needs, .. Unless, .. Ladder.SelectMany(rung => rung.While is null ? [rung.When] : new[] { rung.When, rung.While }),
    ];
}

/// <summary>One rung of a ladder.</summary>
public sealed class CompiledRung
{
    /// <summary>Name, unique in its ladder.</summary>
    public required string Name { get; init; }

    /// <summary>What reaches it.</summary>
    public required Condition When { get; init; }

    /// <summary>For how long that must hold.</summary>
    public required TimeSpan For { get; init; }

    /// <summary>What keeps an episode that has begun; null is <see cref="When"/> itself.</summary>
    public required Condition? While { get; init; }

    /// <summary>How soon a human must look at its report.</summary>
    public required ReportPriority Priority { get; init; }

    /// <summary>Whether the sheet asks for a report at this rung in so many words.</summary>
    public bool Reports { get; init; }

    /// <summary>What the platform is told; empty when people are told only.</summary>
    public required IReadOnlyList<RungOrder> Orders { get; init; }

    /// <summary>How many different people must confirm before the orders are given: 0, 1 or 2.</summary>
    public required int ConfirmationsNeeded { get; init; }

    /// <summary>Line of the rung in the text that it was compiled from.</summary>
    public int Line { get; init; }
}

/// <summary>What a sheet costs, in nodes of expressions with lets written out. Evaluation is linear in it.</summary>
/// <param name="LargestCondition">Nodes of the largest condition.</param>
/// <param name="Total">Nodes of all conditions of the largest variant.</param>
public sealed record SheetCost(int LargestCondition, int Total);

/// <summary>What a rung tells the platform.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Lasts">After which time the platform undoes it by itself.</param>
/// <param name="RenewBefore">How long before its end it is renewed while the episode lasts; zero is never.</param>
/// <param name="MaxCoinsPerMinute">For <see cref="ActionKind.ThrottleGifts"/>: most coins that the subject may receive a minute.</param>
public sealed record RungOrder(ActionKind Kind, TimeSpan Lasts, TimeSpan RenewBefore, long? MaxCoinsPerMinute);

/// <summary>What bounds a sheet over all lives. Where one is passed, its orders wait for people.</summary>
/// <param name="LivesPerHour">Most lives with an order in an hour, as a share of the lives seen in it; null is no bound.</param>
/// <param name="ActionsPerMinute">Most orders in a minute; null is no bound.</param>
/// <param name="Wrongful">How often its orders may be wrong; null is no bound.</param>
public sealed record SheetGuards(double? LivesPerHour, int? ActionsPerMinute, WrongfulBudget? Wrongful);

/// <summary>How often orders may be wrong.</summary>
/// <param name="AtMost">Most wrongful orders, as a share of the reviewed ones, 0..1.</param>
/// <param name="Confidence">How sure it must be that the share is passed before the policy is demoted, 0..1; one minus it bounds the chance that an honest policy ever is.</param>
public sealed record WrongfulBudget(double AtMost, double Confidence);
