namespace Moderation.Core.Statistics;

/// <summary>Where a number lies in 95 of 100 cases.</summary>
/// <param name="Low">Lower end, in the unit of the number.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High);
