using Moderation.Core.Wire;

namespace Moderation.Api.Policies;

/// <summary>Why a version may not be changed as asked.</summary>
internal enum RefusalKind
{
    /// <summary>The version is not in a state from which that can be done.</summary>
    Step,

    /// <summary>It takes somebody else than the author.</summary>
    NeedsAnotherPerson,

    /// <summary>The sheet's own tests do not pass or leave something out.</summary>
    Tests,

    /// <summary>The request itself makes no sense.</summary>
    Request,
}

/// <summary>A change that was refused.</summary>
/// <param name="Kind">On what ground.</param>
/// <param name="Says">One sentence or more, for whoever asked.</param>
internal sealed record PolicyRefusal(RefusalKind Kind, string Says);

/// <summary>Which way a version may go through its life, and who may send it there. Nothing here knows a clock or a table.</summary>
internal static class PolicySteps
{
    private static readonly Dictionary<PolicyStage, PolicyStage[]> ReachedFrom = new()
    {
        // A retired sheet is tried again from its tests on: handing in the same text would only find the same version.
        [PolicyStage.Tested] = [PolicyStage.Draft, PolicyStage.Retired],
        [PolicyStage.Shadow] = [PolicyStage.Tested],
        [PolicyStage.Canary] = [PolicyStage.Shadow, PolicyStage.Canary],
        [PolicyStage.Live] = [PolicyStage.Shadow, PolicyStage.Canary],
    };

    /// <summary>Why a promotion is refused; null when it is not. The sheet's tests are another question.</summary>
    /// <param name="from">The version's state.</param>
    /// <param name="to">The state asked for.</param>
    /// <param name="canaryShare">The share asked for.</param>
    /// <param name="author">Who wrote the version.</param>
    /// <param name="actor">Who asks.</param>
    public static PolicyRefusal? OfPromotion(PolicyStage from, PolicyStage to, double? canaryShare, string author, string actor)
    {
        if (!ReachedFrom.TryGetValue(to, out var before))
            return new PolicyRefusal(RefusalKind.Request, $"A version is not promoted to {WireWord.From(to)}; it is to {Words(ReachedFrom.Keys)}.");
        if (to == PolicyStage.Canary && canaryShare is not (> 0 and < 1))
            return new PolicyRefusal(RefusalKind.Request, "A canary needs canaryShare, over 0 and under 1: the share of the lives that it decides for.");
        if (to != PolicyStage.Canary && canaryShare is not null)
            return new PolicyRefusal(RefusalKind.Request, "Only a canary has canaryShare.");
        if (!before.Contains(from))
            return new PolicyRefusal(RefusalKind.Step, $"The version is {WireWord.From(from)}; {WireWord.From(to)} is reached from {Words(before)}.");
        return to is PolicyStage.Canary or PolicyStage.Live ? OfAnotherPerson(author, actor) : null;
    }

    /// <summary>Why somebody may not approve a version: four eyes see what two have written.</summary>
    public static PolicyRefusal? OfAnotherPerson(string author, string actor) => string.Equals(author, actor, StringComparison.OrdinalIgnoreCase)
        ? new PolicyRefusal(RefusalKind.NeedsAnotherPerson, "This takes somebody else than the version's author.")
        : null;

    private static string Words(IEnumerable<PolicyStage> stages) => string.Join(" or ", stages.Select(WireWord.From));
}
