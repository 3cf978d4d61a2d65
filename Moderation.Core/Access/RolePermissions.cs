using System.Collections.Frozen;

namespace Moderation.Core.Access;

/// <summary>Which role may do what: the one table. A permission that no role has nobody has.</summary>
public static class RolePermissions
{
    private static readonly Permission[] Watching = [Permission.ReadLives, Permission.ReadReports, Permission.ReadOrders, Permission.ReadStanding];
    private static readonly Permission[] Reviewing = [.. Watching, Permission.ReadCases, Permission.DecideCases, Permission.ReadEvidence, Permission.RevealEvidence];
    private static readonly Permission[] Trying = [.. Watching, Permission.ReadPolicies, Permission.PromotePolicies, Permission.ReadBacktests, Permission.StartBacktests];

    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Table = new Dictionary<Role, Permission[]>
    {
        [Role.Reviewer] = [.. Reviewing, Permission.ReadPolicies],
        [Role.Senior] = [.. Reviewing, Permission.ReadPolicies, Permission.SeniorReview, Permission.ReverseActions, Permission.SetControls, Permission.ReadStatements, Permission.ReadProtected],
        [Role.ChildSafety] = [.. Reviewing, Permission.ReadPolicies, Permission.ChildSafety],
        [Role.Quality] = [.. Watching, Permission.ReadPolicies, Permission.ReadCases, Permission.ReadEvidence, Permission.MeasureQuality, Permission.ReadStatements],
        [Role.PolicyAuthor] = [.. Trying, Permission.WritePolicies],
        [Role.PolicyApprover] = [.. Trying, Permission.ApprovePolicies, Permission.SetControls],
        [Role.Auditor] =
        [
            .. Watching, Permission.ReadPolicies, Permission.ReadBacktests, Permission.ReadCases, Permission.ReadStatements, Permission.ReadAudit, Permission.ReadProtected,
            Permission.Metrics,
        ],
        [Role.Service] =
        [
            Permission.AuthorizeGifts, Permission.AuthorizeStreams, Permission.Flag, Permission.Appeal, Permission.AssureAge,
            Permission.ReadOrders, Permission.ReadStatements, Permission.Metrics,
        ],
        [Role.Admin] =
        [
            Permission.ReadOrders, Permission.SetControls, Permission.ReadAudit, Permission.ManageAccess, Permission.HandleDeadLetters, Permission.ReadProtected, Permission.Protect, Permission.Jobs,
            Permission.Metrics,
        ],
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Append(Permission.SignedIn).ToFrozenSet());

    /// <summary>What one role may do.</summary>
    /// <param name="role">The role.</param>
    public static IReadOnlySet<Permission> Of(Role role) => Table[role];

    /// <summary>What somebody with these roles may do: what any of them may.</summary>
    /// <param name="roles">The roles; none may do nothing.</param>
    public static FrozenSet<Permission> Of(IEnumerable<Role> roles) => roles.SelectMany(role => Table[role]).ToFrozenSet();
}
