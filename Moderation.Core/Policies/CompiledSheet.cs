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

    /// <summary>What the platform is told; empty when people are told only.</summary>
    public required IReadOnlyList<RungOrder> Orders { get; init; }

    /// <summary>How many different people must confirm before the orders are given: 0, 1 or 2.</summary>
    public required int ConfirmationsNeeded { get; init; }
}

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
