using System.Security.Claims;
using Moderation.Core.Access;

namespace Moderation.Api.Access.Issuers;

/// <summary>Somebody for whom an issuer speaks.</summary>
/// <param name="Issuer">The issuer.</param>
/// <param name="Subject">The only claim by which it says that somebody is the same: names are given again, and can be changed.</param>
/// <param name="SuggestedName">What the account may be called.</param>
/// <param name="Kind">Whether it is a person.</param>
/// <param name="Roles">What it may do.</param>
internal sealed record IssuerClaims(string Issuer, string Subject, string SuggestedName, CallerKind Kind, IReadOnlyList<Role> Roles)
{
    private const string SubjectClaim = "sub";
    private const string IssuerClaim = "iss";

    /// <summary>Reads what an issuer says; null where it does not say of whom.</summary>
    public static IssuerClaims? Read(ClaimsPrincipal principal, string nameClaim, string rolesClaim, IReadOnlyList<IssuerRole> roles)
    {
        if (principal.FindFirst(SubjectClaim)?.Value is not { Length: > 0 } subject || principal.FindFirst(IssuerClaim)?.Value is not { Length: > 0 } issuer)
            return null;
        var name = principal.FindFirst(nameClaim)?.Value;
        var words = principal.FindAll(rolesClaim).Select(claim => claim.Value).ToList();
        var held = roles.Count == 0 ? StoredRoles.Read(words) : [.. roles.Where(role => words.Contains(role.Value)).Select(role => role.Role).Distinct()];
        return new IssuerClaims(issuer, subject, ToName(name), name is null ? CallerKind.Service : CallerKind.Person, held);
    }

    /// <summary>An account's name made of what the issuer calls somebody; what a name may not have becomes a dash.</summary>
    private static string ToName(string? name)
    {
        const int Most = 48;
        var text = new string([.. (name ?? "").ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-').Take(Most)]);
        return AccountName.IsValid(text) ? text : "account";
    }
}
