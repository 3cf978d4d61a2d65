using System.Text.Json.Serialization;

namespace Moderation.Core.PolicyReports.Statements;

/// <summary>What a decision rests on.</summary>
[JsonConverter(typeof(StatementWordConverter<DecisionGround>))]
public enum DecisionGround
{
    /// <summary>Law.</summary>
    [JsonStringEnumMemberName("DECISION_GROUND_ILLEGAL_CONTENT")]
    IllegalContent,

    /// <summary>The platform's terms.</summary>
    [JsonStringEnumMemberName("DECISION_GROUND_INCOMPATIBLE_CONTENT")]
    IncompatibleContent,
}

/// <summary>Sort of content. The database knows no live stream: one is video, audio and text.</summary>
[JsonConverter(typeof(StatementWordConverter<ContentType>))]
public enum ContentType
{
    /// <summary>An app.</summary>
    [JsonStringEnumMemberName("CONTENT_TYPE_APP")]
    App,

    /// <summary>Sound.</summary>
    [JsonStringEnumMemberName("CONTENT_TYPE_AUDIO")]
    Audio,

    /// <summary>A still picture.</summary>
    [JsonStringEnumMemberName("CONTENT_TYPE_IMAGE")]
    Image,

    /// <summary>A product.</summary>
    [JsonStringEnumMemberName("CONTENT_TYPE_PRODUCT")]
    Product,

    /// <summary>Made or altered by a machine.</summary>
    [JsonStringEnumMemberName("CONTENT_TYPE_SYNTHETIC_MEDIA")]
    SyntheticMedia,

    /// <summary>Text.</summary>
    [JsonStringEnumMemberName("CONTENT_TYPE_TEXT")]
    Text,

    /// <summary>Moving pictures.</summary>
    [JsonStringEnumMemberName("CONTENT_TYPE_VIDEO")]
    Video,

    /// <summary>Something else, said in words.</summary>
    [JsonStringEnumMemberName("CONTENT_TYPE_OTHER")]
    Other,
}

/// <summary>On whose word the platform looked.</summary>
[JsonConverter(typeof(StatementWordConverter<SourceType>))]
public enum SourceType
{
    /// <summary>A notice under Article 16.</summary>
    [JsonStringEnumMemberName("SOURCE_ARTICLE_16")]
    Article16,

    /// <summary>A trusted flagger's notice.</summary>
    [JsonStringEnumMemberName("SOURCE_TRUSTED_FLAGGER")]
    TrustedFlagger,

    /// <summary>Another notice, such as a viewer's flag.</summary>
    [JsonStringEnumMemberName("SOURCE_TYPE_OTHER_NOTIFICATION")]
    OtherNotification,

    /// <summary>Nobody's: its own initiative.</summary>
    [JsonStringEnumMemberName("SOURCE_VOLUNTARY")]
    Voluntary,
}

/// <summary>How much of the decision a machine took.</summary>
[JsonConverter(typeof(StatementWordConverter<AutomatedDecision>))]
public enum AutomatedDecision
{
    /// <summary>All of it.</summary>
    [JsonStringEnumMemberName("AUTOMATED_DECISION_FULLY")]
    Fully,

    /// <summary>It proposed, and a person confirmed.</summary>
    [JsonStringEnumMemberName("AUTOMATED_DECISION_PARTIALLY")]
    Partially,

    /// <summary>Nothing of it.</summary>
    [JsonStringEnumMemberName("AUTOMATED_DECISION_NOT_AUTOMATED")]
    NotAutomated,
}

/// <summary>Yes or no.</summary>
[JsonConverter(typeof(StatementWordConverter<YesOrNo>))]
public enum YesOrNo
{
    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}
