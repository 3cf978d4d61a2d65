using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Access;

/// <summary>What an endpoint asks for. Whoever holds it has it through a role (<see cref="RolePermissions"/>).</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is the field's word; the suffix was kept for a base class that the framework has left behind.")]
[JsonConverter(typeof(SnakeCaseEnumConverter<Permission>))]
public enum Permission
{
    /// <summary>Held by everybody who is known: the index, the description of the API, one's own session.</summary>
    SignedIn,

    /// <summary>Reads lives, what is believed about people in them, and what was decided.</summary>
    ReadLives,

    /// <summary>Reads reports.</summary>
    ReadReports,

    /// <summary>Reads orders, held gifts, switches, and whether anything is enforced.</summary>
    ReadOrders,

    /// <summary>Reads what spans lives about one user.</summary>
    ReadStanding,

    /// <summary>Tells what the platform knows of a user's age.</summary>
    AssureAge,

    /// <summary>Reads whom the platform protects, and why.</summary>
    ReadProtected,

    /// <summary>Says whom the platform protects.</summary>
    Protect,

    /// <summary>Reads policies, tries their sheets, and reads how they turned out.</summary>
    ReadPolicies,

    /// <summary>Hands sheets in.</summary>
    WritePolicies,

    /// <summary>Sends versions on to tested and shadow, retires them, and rolls back.</summary>
    PromotePolicies,

    /// <summary>Lets versions of others decide: canary, live, automatic again.</summary>
    ApprovePolicies,

    /// <summary>Reads backtests.</summary>
    ReadBacktests,

    /// <summary>Asks for backtests, and calls them off.</summary>
    StartBacktests,

    /// <summary>Sets switches over enforcement.</summary>
    SetControls,

    /// <summary>Takes orders back.</summary>
    ReverseActions,

    /// <summary>Asks whether a gift may be made.</summary>
    AuthorizeGifts,

    /// <summary>Asks whether a live may be sent.</summary>
    AuthorizeStreams,

    /// <summary>Reads cases.</summary>
    ReadCases,

    /// <summary>Claims cases and says what they are.</summary>
    DecideCases,

    /// <summary>Decides what reviewers escalate, and appeals.</summary>
    SeniorReview,

    /// <summary>Sees cases and evidence that may be about the abuse of children.</summary>
    ChildSafety,

    /// <summary>Sees evidence as it is shown by default, blurred.</summary>
    ReadEvidence,

    /// <summary>Has evidence revealed.</summary>
    RevealEvidence,

    /// <summary>Reads and keeps what the agreement of reviewers is measured by.</summary>
    MeasureQuality,

    /// <summary>Hands appeals in.</summary>
    Appeal,

    /// <summary>Hands flags in.</summary>
    Flag,

    /// <summary>Reads statements of reasons.</summary>
    ReadStatements,

    /// <summary>Reads who did what, and who was let in.</summary>
    ReadAudit,

    /// <summary>Makes and ends accounts and keys.</summary>
    ManageAccess,

    /// <summary>Sees and starts the work that runs by itself.</summary>
    Jobs,

    /// <summary>Reads the metrics.</summary>
    Metrics,

    /// <summary>Sees what records say that could not be used, and sends them again.</summary>
    HandleDeadLetters,
}
