using System.Diagnostics;
using Moderation.Core.Policies;

namespace Moderation.Cli.Policies;

/// <summary>What one condition of a sheet costs.</summary>
/// <param name="Where">Where it stands: <c>needs 1</c>, <c>rung throttle, when</c>.</param>
/// <param name="Text">The condition.</param>
/// <param name="Nodes">Its size with lets written out; at most 1,000.</param>
/// <param name="Facts">How many facts it reads.</param>
/// <param name="Nanoseconds">Time of one evaluation, reading the facts not counted.</param>
internal sealed record ConditionCost(string Where, string Text, int Nodes, int Facts, double Nanoseconds);

/// <summary>Measures conditions against a source that answers at once.</summary>
internal static class ConditionTimes
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(20);

    public static IReadOnlyList<ConditionCost> Of(CompiledSheet sheet) =>
        [.. from variant in sheet.Variants
            from named in Conditions(variant)
            select new ConditionCost((variant.Name is { } name ? $"variant {name}, " : "") + named.Where, named.Condition.Text, named.Condition.Cost, named.Condition.Facts.Count, Measure(named.Condition))];

    private static IEnumerable<(string Where, Condition Condition)> Conditions(CompiledVariant variant)
    {
        if (variant.Where is { } where)
            yield return ("where", where);
        for (var i = 0; i < variant.Needs.Count; i++)
            yield return ($"needs {i + 1}", variant.Needs[i]);
        for (var i = 0; i < variant.Unless.Count; i++)
            yield return ($"unless {i + 1}", variant.Unless[i]);
        foreach (var rung in variant.Ladder)
        {
            yield return ($"rung {rung.Name}, when", rung.When);
            if (rung.While is { } keeps)
                yield return ($"rung {rung.Name}, while", keeps);
        }
    }

    /// <summary>Best of a few rounds: what disturbs a round only ever makes it longer.</summary>
    private static double Measure(Condition condition)
    {
        var source = new ConstantFacts();
        var best = double.MaxValue;
        for (var round = 0; round < 4; round++)
        {
            var count = 0L;
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < Long)
            {
                for (var i = 0; i < 100; i++)
                    condition.Evaluate(source, DateTimeOffset.UnixEpoch);
                count += 100;
            }

            best = Math.Min(best, clock.Elapsed.TotalNanoseconds / count);
        }

        return best;
    }

    private sealed class ConstantFacts : IFactSource
    {
        // known values, because an unknown one may end an evaluation early
        public double Read(in FactUse use, DateTimeOffset now) => 1;
    }
}
