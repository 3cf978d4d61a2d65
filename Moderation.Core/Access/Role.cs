using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Access;

/// <summary>What somebody is here to do. What each may do stands in <see cref="RolePermissions"/>.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Role>))]
public enum Role
{
    /// <summary>Looks at cases and says what they are.</summary>
    Reviewer,

    /// <summary>Reviews what reviewers escalate, takes orders back, sets switches.</summary>
    Senior,

    /// <summary>Reviews what may be about the abuse of children.</summary>
    ChildSafety,

    /// <summary>Measures how well reviewers agree.</summary>
    Quality,

    /// <summary>Writes policies.</summary>
    PolicyAuthor,

    /// <summary>Lets policies of others decide.</summary>
    PolicyApprover,

    /// <summary>Reads what was done, by whom and why, and changes nothing.</summary>
    Auditor,

    /// <summary>The platform's own programs.</summary>
    Service,

    /// <summary>Says who may do what, and runs the installation; reviews nothing.</summary>
    Admin,
}
