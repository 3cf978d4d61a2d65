namespace Moderation.Core.Policies.Expressions;

/// <summary>A range of values.</summary>
/// <param name="Least">Lower end.</param>
/// <param name="LeastExcluded">Whether the lower end itself lies outside.</param>
/// <param name="Most">Upper end.</param>
/// <param name="MostExcluded">Whether the upper end itself lies outside.</param>
public readonly record struct FactRange(double Least, bool LeastExcluded, double Most, bool MostExcluded)
{
    /// <summary>Every value.</summary>
    public static FactRange Everything { get; } = new(double.NegativeInfinity, false, double.PositiveInfinity, false);

    /// <summary>Whether no value lies in it.</summary>
    public bool IsEmpty => Least > Most || (Least == Most && (LeastExcluded || MostExcluded));

    internal static FactRange Of(BoundKind comparison, double limit) => comparison switch
    {
        BoundKind.AtLeast => Everything with { Least = limit },
        BoundKind.AtMost => Everything with { Most = limit },
        BoundKind.More => Everything with { Least = limit, LeastExcluded = true },
        BoundKind.Less => Everything with { Most = limit, MostExcluded = true },
        _ => new FactRange(limit, false, limit, false),
    };

    internal FactRange Cut(FactRange other)
    {
        var (least, leastExcluded) = Least > other.Least ? (Least, LeastExcluded)
            : Least < other.Least ? (other.Least, other.LeastExcluded) : (Least, LeastExcluded || other.LeastExcluded);
        var (most, mostExcluded) = Most < other.Most ? (Most, MostExcluded)
            : Most > other.Most ? (other.Most, other.MostExcluded) : (Most, MostExcluded || other.MostExcluded);
        return new FactRange(least, leastExcluded, most, mostExcluded);
    }

    internal FactRange Hull(FactRange other)
    {
        var (least, leastExcluded) = Least < other.Least ? (Least, LeastExcluded)
            : Least > other.Least ? (other.Least, other.LeastExcluded) : (Least, LeastExcluded && other.LeastExcluded);
        var (most, mostExcluded) = Most > other.Most ? (Most, MostExcluded)
            : Most < other.Most ? (other.Most, other.MostExcluded) : (Most, MostExcluded && other.MostExcluded);
        return new FactRange(least, leastExcluded, most, mostExcluded);
    }
}
