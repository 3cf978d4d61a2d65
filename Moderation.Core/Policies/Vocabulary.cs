using Moderation.Core.Wire;

namespace Moderation.Core.Policies;

/// <summary>Every fact that sheets can read.</summary>
/// <remarks>A name never changes its meaning: sheets that are in use rest on it. New facts are added; old ones stay.</remarks>
public static class Vocabulary
{
    private static readonly SubjectKind[] Everyone = Enum.GetValues<SubjectKind>();
    private static readonly string[] Assurances = ["none", "verified_adult", "verified_minor"];

    /// <summary>The facts, in the order in which they are best read.</summary>
    public static IReadOnlyList<Fact> Facts { get; } =
    [
        Make(FactId.Belief, "belief", FactType.Number, [SubjectKind.Participant], FactGroups.Age, "the probability that the person is under 18", argument: FactArgument.Belief),
        Make(FactId.ClearFaceTime, "clear_face_time", FactType.Duration, [SubjectKind.Participant], FactGroups.Age, "the time for which the person's face was clearly seen", window: FactWindow.Optional, unit: "s"),
        Make(FactId.ClearFaces, "clear_faces", FactType.Number, [SubjectKind.Participant], FactGroups.Age, "how many clear faces of the person were read", unit: "faces"),
        Make(FactId.PoorFaces, "poor_faces", FactType.Number, [SubjectKind.Participant], FactGroups.Age, "how many faces of the person were too poor to count", unit: "faces"),
        Make(FactId.ReadYears, "read_years", FactType.Number, [SubjectKind.Participant], FactGroups.Age, "the mean of the ages read on clear faces", unit: "years"),
        Make(FactId.Covered, "covered", FactType.Truth, [SubjectKind.Participant], FactGroups.Session, "whether something lies over the person's face"),
        Make(FactId.Filtered, "filtered", FactType.Truth, [SubjectKind.Participant], FactGroups.Session, "whether a filter alters the person's face"),
        Make(FactId.Role, "role", FactType.Word, [SubjectKind.Participant], FactGroups.Session, "why the person is on screen", words: ["host", "guest", "opponent"]),
        Make(FactId.OnScreen, "on_screen", FactType.Truth, [SubjectKind.Participant], FactGroups.Session, "whether the person is on screen"),
        Make(FactId.OnScreenTime, "on_screen_time", FactType.Duration, [SubjectKind.Participant], FactGroups.Session, "for how long the person has been on screen", unit: "s"),
        Make(FactId.LiveInMatch, "live.in_match", FactType.Truth, Everyone, FactGroups.Session, "whether a match is running"),
        Make(FactId.LiveMatchTime, "live.match_time", FactType.Duration, Everyone, FactGroups.Session, "for how long the match has been running", unit: "s"),
        Make(FactId.LiveRunningTime, "live.running_time", FactType.Duration, Everyone, FactGroups.Session, "for how long the live has been running", unit: "s"),
        Make(FactId.LiveViewers, "live.viewers", FactType.Number, Everyone, FactGroups.Session, "how many viewers the platform last told of", unit: "viewers"),
        Make(FactId.LivePeople, "live.people", FactType.Number, Everyone, FactGroups.Session, "how many people are on screen", unit: "people"),
        Make(FactId.LiveBelief, "live.belief", FactType.Number, Everyone, FactGroups.Age, "the highest probability of being under 18 among the people on screen", argument: FactArgument.Belief),
        Make(FactId.SaidLines, "said.lines", FactType.Number, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Pair], FactGroups.Text, "how many flagged lines were said by the subject", argument: FactArgument.Label, window: FactWindow.Optional, unit: "lines"),
        Make(FactId.SaidAllLines, "said.all_lines", FactType.Number, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Pair], FactGroups.Text, "how many lines were said by the subject, flagged or not", window: FactWindow.Optional, unit: "lines"),
        Make(FactId.SaidRate, "said.rate", FactType.Number, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Pair], FactGroups.Text, "how often flagged lines are said by the subject, each weighted by its score, decayed", argument: FactArgument.Label, unit: "lines a minute"),
        Make(FactId.SaidShare, "said.share", FactType.Number, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Pair], FactGroups.Text, "the share of flagged lines in all lines said by the subject, decayed", argument: FactArgument.Label),
        Make(FactId.SaidExactLines, "said.exact_lines", FactType.Number, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Pair], FactGroups.Text, "how many flagged lines said by the subject name a handle, number, tag, account or code exactly", argument: FactArgument.Label, window: FactWindow.Optional, unit: "lines"),
        Make(FactId.SaidSustained, "said.sustained", FactType.Duration, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Pair], FactGroups.Text, "for how long flagged lines have been said by the subject without a long gap", argument: FactArgument.Label, unit: "s"),
        Make(FactId.SaidHits, "said.hits", FactType.Number, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Pair], FactGroups.Text, "how many lines said by the subject a rule hit", argument: FactArgument.Rule, window: FactWindow.Optional, unit: "lines"),
        Make(FactId.HeardLines, "heard.lines", FactType.Number, [SubjectKind.Participant, SubjectKind.Author], FactGroups.Text, "how many flagged lines were said towards the subject", argument: FactArgument.Label, window: FactWindow.Optional, unit: "lines"),
        Make(FactId.HeardAllLines, "heard.all_lines", FactType.Number, [SubjectKind.Participant, SubjectKind.Author], FactGroups.Text, "how many lines were said towards the subject, flagged or not", window: FactWindow.Optional, unit: "lines"),
        Make(FactId.HeardRate, "heard.rate", FactType.Number, [SubjectKind.Participant, SubjectKind.Author], FactGroups.Text, "how often flagged lines are said towards the subject, each weighted by its score, decayed", argument: FactArgument.Label, unit: "lines a minute"),
        Make(FactId.HeardShare, "heard.share", FactType.Number, [SubjectKind.Participant, SubjectKind.Author], FactGroups.Text, "the share of flagged lines in all lines said towards the subject, decayed", argument: FactArgument.Label),
        Make(FactId.HeardExactLines, "heard.exact_lines", FactType.Number, [SubjectKind.Participant, SubjectKind.Author], FactGroups.Text, "how many flagged lines said towards the subject name a handle, number, tag, account or code exactly", argument: FactArgument.Label, window: FactWindow.Optional, unit: "lines"),
        Make(FactId.HeardSustained, "heard.sustained", FactType.Duration, [SubjectKind.Participant, SubjectKind.Author], FactGroups.Text, "for how long flagged lines have been said towards the subject without a long gap", argument: FactArgument.Label, unit: "s"),
        Make(FactId.HeardHits, "heard.hits", FactType.Number, [SubjectKind.Participant, SubjectKind.Author], FactGroups.Text, "how many lines said towards the subject a rule hit", argument: FactArgument.Rule, window: FactWindow.Optional, unit: "lines"),
        Make(FactId.HeardAuthors, "heard.authors", FactType.Number, [SubjectKind.Participant, SubjectKind.Author], FactGroups.Text, "how many different accounts wrote the flagged lines said towards the subject", argument: FactArgument.Label, window: FactWindow.Optional, unit: "accounts"),
        Make(FactId.HeardNewAuthors, "heard.new_authors", FactType.Number, [SubjectKind.Participant, SubjectKind.Author], FactGroups.Text, "how many different new accounts wrote the flagged lines said towards the subject", argument: FactArgument.Label, window: FactWindow.Optional, unit: "accounts"),
        Make(FactId.ChatLines, "chat.lines", FactType.Number, Everyone, FactGroups.Text, "how many flagged lines were said in the live", argument: FactArgument.Label, window: FactWindow.Optional, unit: "lines"),
        Make(FactId.ChatAllLines, "chat.all_lines", FactType.Number, Everyone, FactGroups.Text, "how many lines were said in the live, flagged or not", window: FactWindow.Optional, unit: "lines"),
        Make(FactId.ChatRate, "chat.rate", FactType.Number, Everyone, FactGroups.Text, "how often flagged lines are said in the live, each weighted by its score, decayed", argument: FactArgument.Label, unit: "lines a minute"),
        Make(FactId.ChatShare, "chat.share", FactType.Number, Everyone, FactGroups.Text, "the share of flagged lines in all lines said in the live, decayed", argument: FactArgument.Label),
        Make(FactId.ChatExactLines, "chat.exact_lines", FactType.Number, Everyone, FactGroups.Text, "how many flagged lines said in the live name a handle, number, tag, account or code exactly", argument: FactArgument.Label, window: FactWindow.Optional, unit: "lines"),
        Make(FactId.ChatSustained, "chat.sustained", FactType.Duration, Everyone, FactGroups.Text, "for how long flagged lines have been said in the live without a long gap", argument: FactArgument.Label, unit: "s"),
        Make(FactId.ChatHits, "chat.hits", FactType.Number, Everyone, FactGroups.Text, "how many lines said in the live a rule hit", argument: FactArgument.Rule, window: FactWindow.Optional, unit: "lines"),
        Make(FactId.ChatAuthors, "chat.authors", FactType.Number, Everyone, FactGroups.Text, "how many different accounts wrote the flagged lines said in the live", argument: FactArgument.Label, window: FactWindow.Optional, unit: "accounts"),
        Make(FactId.ChatNewAuthors, "chat.new_authors", FactType.Number, Everyone, FactGroups.Text, "how many different new accounts wrote the flagged lines said in the live", argument: FactArgument.Label, window: FactWindow.Optional, unit: "accounts"),
        Make(FactId.ChatOrdinaryNewShare, "chat.ordinary_new_share", FactType.Number, Everyone, FactGroups.Text, "the share of the live's ordinary lines that new accounts write"),
        Make(FactId.ConversationAspects, "conversation.aspects", FactType.Number, [SubjectKind.Pair], FactGroups.Text, "how many aspects of drawing somebody in the conversation touched", unit: "aspects"),
        Make(FactId.ConversationLines, "conversation.lines", FactType.Number, [SubjectKind.Pair], FactGroups.Text, "over how many lines it touched them", unit: "lines"),
        Make(FactId.ConversationRank, "conversation.rank", FactType.Number, [SubjectKind.Pair], FactGroups.Text, "the conversation's rank; it orders conversations and is no probability"),
        Make(FactId.ConversationLure, "conversation.lure", FactType.Truth, [SubjectKind.Pair], FactGroups.Text, "whether age, contact and secrecy came together over at least two lines"),
        Make(FactId.ConversationAgeAndSexual, "conversation.age_and_sexual", FactType.Truth, [SubjectKind.Pair], FactGroups.Text, "whether age and sexual content came together"),
        Make(FactId.ReceivedCoins, "received.coins", FactType.Number, [SubjectKind.Participant], FactGroups.Money, "the coins of the gifts sent to the person", window: FactWindow.Required, unit: "coins"),
        Make(FactId.ReceivedAmount, "received.amount", FactType.Number, [SubjectKind.Participant], FactGroups.Money, "the price of the gifts sent to the person in one currency", argument: FactArgument.Currency, window: FactWindow.Required, unit: "units of the currency"),
        Make(FactId.ReceivedCount, "received.count", FactType.Number, [SubjectKind.Participant], FactGroups.Money, "how many gifts were sent to the person", window: FactWindow.Required, unit: "gifts"),
        Make(FactId.ReceivedPayers, "received.payers", FactType.Number, [SubjectKind.Participant], FactGroups.Money, "how many different accounts sent gifts to the person", window: FactWindow.Required, unit: "accounts"),
        Make(FactId.ReceivedUsualRate, "received.usual_rate", FactType.Number, [SubjectKind.Participant], FactGroups.Money, "the coins a minute that were ordinarily sent to the person in this live before the last five minutes", unit: "coins a minute"),
        Make(FactId.SentCoins, "sent.coins", FactType.Number, [SubjectKind.Gifter], FactGroups.Money, "the coins of the gifts sent by the account", window: FactWindow.Required, unit: "coins"),
        Make(FactId.SentAmount, "sent.amount", FactType.Number, [SubjectKind.Gifter], FactGroups.Money, "the price of the gifts sent by the account in one currency", argument: FactArgument.Currency, window: FactWindow.Required, unit: "units of the currency"),
        Make(FactId.SentCount, "sent.count", FactType.Number, [SubjectKind.Gifter], FactGroups.Money, "how many gifts were sent by the account", window: FactWindow.Required, unit: "gifts"),
        Make(FactId.SentReceivers, "sent.receivers", FactType.Number, [SubjectKind.Gifter], FactGroups.Money, "how many different people the account sent gifts to", window: FactWindow.Required, unit: "people"),
        Make(FactId.SentUsualRate, "sent.usual_rate", FactType.Number, [SubjectKind.Gifter], FactGroups.Money, "the coins a minute that were ordinarily sent by the account in this live before the last five minutes", unit: "coins a minute"),
        Make(FactId.GiftsCoins, "gifts.coins", FactType.Number, Everyone, FactGroups.Money, "the coins of the gifts sent in the live", window: FactWindow.Required, unit: "coins"),
        Make(FactId.GiftsAmount, "gifts.amount", FactType.Number, Everyone, FactGroups.Money, "the price of the gifts sent in the live in one currency", argument: FactArgument.Currency, window: FactWindow.Required, unit: "units of the currency"),
        Make(FactId.GiftsCount, "gifts.count", FactType.Number, Everyone, FactGroups.Money, "how many gifts were sent in the live", window: FactWindow.Required, unit: "gifts"),
        Make(FactId.GiftsPayers, "gifts.payers", FactType.Number, Everyone, FactGroups.Money, "how many different accounts sent gifts in the live", window: FactWindow.Required, unit: "accounts"),
        Make(FactId.GiftsUsualRate, "gifts.usual_rate", FactType.Number, Everyone, FactGroups.Money, "the coins a minute that were ordinarily sent in the live in this live before the last five minutes", unit: "coins a minute"),
        Make(FactId.ReceivedTakenBackAgo, "received.taken_back_ago", FactType.Duration, [SubjectKind.Participant], FactGroups.Money, "how long ago a gift to the person was refunded or charged back", unit: "s"),
        Make(FactId.SentStoredInstrument, "sent.stored_instrument", FactType.Truth, [SubjectKind.Gifter], FactGroups.Money, "whether the newest gift was paid with a stored instrument"),
        Make(FactId.SentThirdPartyInstrument, "sent.third_party_instrument", FactType.Truth, [SubjectKind.Gifter], FactGroups.Money, "whether the newest gift was paid with somebody else's instrument"),
        Make(FactId.SentUsualCoins, "sent.usual_coins", FactType.Number, [SubjectKind.Gifter], FactGroups.Standing, "the coins that the account seldom goes over in ten minutes, over all lives", unit: "coins"),
        Make(FactId.SentUsualDays, "sent.usual_days", FactType.Number, [SubjectKind.Gifter], FactGroups.Standing, "the days of spending that this rests on", unit: "days"),
        Make(FactId.FlagsCount, "flags.count", FactType.Number, [SubjectKind.Participant, SubjectKind.Live], FactGroups.Flags, "how many flags were raised about the subject", argument: FactArgument.Reason, window: FactWindow.Required, unit: "flags"),
        Make(FactId.FlagsWeight, "flags.weight", FactType.Number, [SubjectKind.Participant, SubjectKind.Live], FactGroups.Flags, "the flags raised about the subject, each weighted by how often its flagger was right", argument: FactArgument.Reason, window: FactWindow.Required),
        Make(FactId.FlagsTrusted, "flags.trusted", FactType.Number, [SubjectKind.Participant, SubjectKind.Live], FactGroups.Flags, "how many flags trusted flaggers raised about the subject", argument: FactArgument.Reason, window: FactWindow.Required, unit: "flags"),
        Make(FactId.StandingStrikes, "standing.strikes", FactType.Number, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Gifter, SubjectKind.Pair], FactGroups.Standing, "the subject's strikes in force", unit: "strikes"),
        Make(FactId.StandingAgeAssurance, "standing.age_assurance", FactType.Word, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Gifter, SubjectKind.Pair], FactGroups.Standing, "what the platform knows of the subject's age", words: Assurances),
        Make(FactId.StandingReturnedShare, "standing.returned_share", FactType.Number, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Gifter, SubjectKind.Pair], FactGroups.Standing, "the share of the coins given by the subject that came back over other accounts"),
        Make(FactId.StandingRingAccounts, "standing.ring_accounts", FactType.Number, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Gifter, SubjectKind.Pair], FactGroups.Standing, "how many accounts the gifts went round over", unit: "accounts"),
        Make(FactId.StandingCirculationDays, "standing.circulation_days", FactType.Number, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Gifter, SubjectKind.Pair], FactGroups.Standing, "the days that this rests on", unit: "days"),
        Make(FactId.StandingSentCoins, "standing.sent_coins", FactType.Number, [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Gifter, SubjectKind.Pair], FactGroups.Standing, "the coins that the subject gave in those days", unit: "coins"),
        Make(FactId.OtherBelief, "other.belief", FactType.Number, [SubjectKind.Pair], FactGroups.Age, "the probability that the account spoken to is under 18", argument: FactArgument.Belief),
        Make(FactId.OtherAgeAssurance, "other.age_assurance", FactType.Word, [SubjectKind.Pair], FactGroups.Standing, "what the platform knows of the age of the account spoken to", words: Assurances),
        Make(FactId.OtherRefundedAgo, "other.refunded_ago", FactType.Duration, [SubjectKind.Pair], FactGroups.Standing, "how long ago the account spoken to took gifts to the subject back", unit: "s"),
    ];

    private static Dictionary<string, Fact> ByName { get; } = Facts.ToDictionary(fact => fact.Name, StringComparer.Ordinal);

    private static Dictionary<string, Fact> ByReasonCode { get; } = Facts.ToDictionary(fact => fact.ReasonCode, StringComparer.Ordinal);

    private static Fact[] ById { get; } = [.. Facts.OrderBy(fact => fact.Id)];

    /// <summary>The fact of a name; null where there is none.</summary>
    /// <param name="name">Name as in sheets.</param>
    public static Fact? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The fact that a reason speaks of; null where it speaks of none, as for calculations.</summary>
    /// <param name="code">Code of the reason.</param>
    public static Fact? FindByReasonCode(string code) => ByReasonCode.GetValueOrDefault(code);

    /// <summary>The fact of an id.</summary>
    /// <param name="id">The id.</param>
    public static Fact Of(FactId id) => ById[(int)id];

    /// <summary>Whether a fact is a share or a probability, 0..1.</summary>
    /// <param name="id">The fact's id.</param>
    public static bool IsShare(FactId id) => id is FactId.Belief or FactId.LiveBelief or FactId.OtherBelief or FactId.SaidShare or FactId.HeardShare
        or FactId.ChatShare or FactId.ChatOrdinaryNewShare or FactId.ConversationRank or FactId.StandingReturnedShare;

    private static Fact Make(
        FactId id,
        string name,
        FactType type,
        IReadOnlyList<SubjectKind> subjects,
        FactGroups group,
        string says,
        FactArgument argument = FactArgument.None,
        FactWindow window = FactWindow.None,
        IReadOnlyList<string>? words = null,
        string unit = "") =>
        new() { Id = id, Name = name, Type = type, Subjects = subjects, Group = group, Says = says, Argument = argument, Window = window, Words = words ?? [], Unit = unit };
}
