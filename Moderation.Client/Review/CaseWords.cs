using System.Text.Json.Serialization;

namespace Moderation.Client.Review;

/// <summary>What a case asks of a reviewer.</summary>
[JsonConverter(typeof(WordConverter<CaseKind>))]
public enum CaseKind
{
    Report,
    SecondReview,
    Appeal,
    Backtest,
}

/// <summary></summary>
[JsonConverter(typeof(WordConverter<CaseOutcome>))]
public enum CaseOutcome
{
    Upheld,
    Overturned,
    Undecided,
}

/// <summary>How soon a human must look.</summary>
[JsonConverter(typeof(WordConverter<ReportPriority>))]
public enum ReportPriority
{
    Normal,
    High,
    Urgent,
}

/// <summary>What a flag is about.</summary>
[JsonConverter(typeof(WordConverter<FlagTarget>))]
public enum FlagTarget
{
    Live,
    Participant,
    Message,
    Gift,
}

/// <summary>What sort of thing a report or an order concerns.</summary>
[JsonConverter(typeof(WordConverter<SubjectKind>))]
public enum SubjectKind
{
    Participant,
    Author,
    Pair,
    Live,
    Gifter,
}

/// <summary>Why a person is on screen.</summary>
[JsonConverter(typeof(WordConverter<ParticipantRole>))]
public enum ParticipantRole
{
    Host,
    Guest,
    Opponent,
}

/// <summary>Why the platform protects somebody.</summary>
[JsonConverter(typeof(WordConverter<ProtectionKind>))]
public enum ProtectionKind
{
    Staff,
    VerifiedNews,
    EmergencyBroadcast,
    TestAccount,
}
