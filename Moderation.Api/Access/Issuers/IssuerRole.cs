using System.ComponentModel.DataAnnotations;
using Moderation.Core.Access;

namespace Moderation.Api.Access.Issuers;

/// <summary>What one of an issuer's own words gives here.</summary>
internal sealed class IssuerRole
{
    /// <summary>The value of the claim, such as a group's name.</summary>
    [Required]
    public string Value { get; init; } = "";

    /// <summary>The role that it gives.</summary>
    [EnumDataType(typeof(Role))]
    public Role Role { get; init; }
}
