using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>How a version of a policy stands to a subject that it looks at, whatever it has decided before.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Policy">The version.</param>
/// <param name="Variant">Name of the variant that holds for the live; null for the sheet itself.</param>
/// <param name="CanTell">Whether all that the sheet needs is there; of a sheet without needs, whether any rung's condition is known.</param>
public sealed record PolicyOutlook(SubjectRef Subject, PolicyRef Policy, string? Variant, bool CanTell)
{
    /// <summary>Looks at one subject; null where the sheet does not look at it.</summary>
    internal static PolicyOutlook? Of(Subject subject, BoundPolicy policy, DateTimeOffset now)
    {
        var variant = policy.Variant;
        var where = variant.Where?.Evaluate(subject, now) ?? Truth.True;
        return where == Truth.False ? null : new PolicyOutlook(subject.Whom(), policy.Ref, variant.Name, where == Truth.True && CanDecide(variant, subject, now));
    }

    private static bool CanDecide(CompiledVariant variant, Subject subject, DateTimeOffset now)
    {
        if (variant.Needs.Any(need => need.Evaluate(subject, now) != Truth.True))
            return false;
        // a sheet that says what it needs can tell when that is there; one that does not cannot tell as long as none of its rungs is known
        return variant.Needs.Count > 0 || variant.Ladder.Any(rung => rung.When.Evaluate(subject, now) != Truth.Unknown);
    }
}
