using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Http;
using Moderation.Core.Policies;

namespace Moderation.Api.Policies;

/// <summary>Refusals of policy requests as problem documents.</summary>
internal static class PolicyProblems
{
    public static ProblemHttpResult NotFound(string name, string? version = null) =>
        version is null ? Problems.NotFound("policy", name) : Problems.NotFound("version of a policy", $"{name}/{version}");

    public static ProblemHttpResult Of(PolicyRefusal refusal) => refusal.Kind switch
    {
        RefusalKind.Request => Problems.InvalidRequest(refusal.Says),
        RefusalKind.NeedsAnotherPerson =>
            Problems.Refused(ProblemTypes.NeedsAnotherPerson, "It takes another person.", refusal.Says, StatusCodes.Status403Forbidden),
        RefusalKind.Tests => Problems.Refused(ProblemTypes.TestsFailed, "The sheet is not tested.", refusal.Says, StatusCodes.Status409Conflict),
        _ => Problems.Refused(ProblemTypes.StepRefused, "That cannot be done now.", refusal.Says, StatusCodes.Status409Conflict),
    };

    /// <summary>Everything that is wrong with a sheet, each at its place.</summary>
    public static ProblemHttpResult InvalidSheet(IReadOnlyList<SheetFault> faults) => TypedResults.Problem(
        type: ProblemTypes.InvalidSheet,
        title: "The sheet cannot be used.",
        detail: string.Join(" ", faults.Select(fault => $"{fault.Line}:{fault.Column}: {fault.Says}")),
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["faults"] = Places(faults) });

    public static IReadOnlyList<SheetFaultResponse> Places(IEnumerable<SheetFault> faults) =>
        [.. faults.Select(fault => new SheetFaultResponse(fault.Line, fault.Column, fault.Says))];
}
