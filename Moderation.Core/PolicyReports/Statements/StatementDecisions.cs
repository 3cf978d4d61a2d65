using System.Text.Json.Serialization;

namespace Moderation.Core.PolicyReports.Statements;

/// <summary>What was done to the visibility of content. The words are those of the transparency database.</summary>
[JsonConverter(typeof(StatementWordConverter<VisibilityDecision>))]
public enum VisibilityDecision
{
    /// <summary>Taken away for good.</summary>
    [JsonStringEnumMemberName("DECISION_VISIBILITY_CONTENT_REMOVED")]
    ContentRemoved,

    /// <summary>Not shown any more.</summary>
    [JsonStringEnumMemberName("DECISION_VISIBILITY_CONTENT_DISABLED")]
    ContentDisabled,

    /// <summary>Shown to fewer people.</summary>
    [JsonStringEnumMemberName("DECISION_VISIBILITY_CONTENT_DEMOTED")]
    ContentDemoted,

    /// <summary>Shown to people of an age only.</summary>
    [JsonStringEnumMemberName("DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED")]
    ContentAgeRestricted,

    /// <summary>People can do less with it.</summary>
    [JsonStringEnumMemberName("DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED")]
    ContentInteractionRestricted,

    /// <summary>Shown with a label.</summary>
    [JsonStringEnumMemberName("DECISION_VISIBILITY_CONTENT_LABELLED")]
    ContentLabelled,

    /// <summary>Something else, said in words.</summary>
    [JsonStringEnumMemberName("DECISION_VISIBILITY_OTHER")]
    Other,
}

/// <summary>What was done to money.</summary>
[JsonConverter(typeof(StatementWordConverter<MonetaryDecision>))]
public enum MonetaryDecision
{
    /// <summary>Payments stopped for a time.</summary>
    [JsonStringEnumMemberName("DECISION_MONETARY_SUSPENSION")]
    Suspension,

    /// <summary>Payments ended.</summary>
    [JsonStringEnumMemberName("DECISION_MONETARY_TERMINATION")]
    Termination,

    /// <summary>Something else, said in words.</summary>
    [JsonStringEnumMemberName("DECISION_MONETARY_OTHER")]
    Other,
}

/// <summary>What was done to the provision of the service.</summary>
[JsonConverter(typeof(StatementWordConverter<ProvisionDecision>))]
public enum ProvisionDecision
{
    /// <summary>A part of it stopped for a time.</summary>
    [JsonStringEnumMemberName("DECISION_PROVISION_PARTIAL_SUSPENSION")]
    PartialSuspension,

    /// <summary>All of it stopped for a time.</summary>
    [JsonStringEnumMemberName("DECISION_PROVISION_TOTAL_SUSPENSION")]
    TotalSuspension,

    /// <summary>A part of it ended.</summary>
    [JsonStringEnumMemberName("DECISION_PROVISION_PARTIAL_TERMINATION")]
    PartialTermination,

    /// <summary>All of it ended.</summary>
    [JsonStringEnumMemberName("DECISION_PROVISION_TOTAL_TERMINATION")]
    TotalTermination,
}

/// <summary>What was done to the account.</summary>
[JsonConverter(typeof(StatementWordConverter<AccountDecision>))]
public enum AccountDecision
{
    /// <summary>Stopped for a time.</summary>
    [JsonStringEnumMemberName("DECISION_ACCOUNT_SUSPENDED")]
    Suspended,

    /// <summary>Ended.</summary>
    [JsonStringEnumMemberName("DECISION_ACCOUNT_TERMINATED")]
    Terminated,
}

/// <summary>Kind of an account.</summary>
[JsonConverter(typeof(StatementWordConverter<AccountType>))]
public enum AccountType
{
    /// <summary>Of a business.</summary>
    [JsonStringEnumMemberName("ACCOUNT_TYPE_BUSINESS")]
    Business,

    /// <summary>Of a private person.</summary>
    [JsonStringEnumMemberName("ACCOUNT_TYPE_PRIVATE")]
    Private,
}
