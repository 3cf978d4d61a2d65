namespace Moderation.Core.Policies;

/// <summary>Every reading that sheets can ask for. What each says stands in <see cref="Vocabulary"/>.</summary>
public enum FactId
{
    /// <summary><c>belief</c>: the probability that the person is under 18.</summary>
    Belief,

    /// <summary><c>clear_face_time</c>: the time for which the person's face was clearly seen.</summary>
    ClearFaceTime,

    /// <summary><c>clear_faces</c>: how many clear faces of the person were read.</summary>
    ClearFaces,

    /// <summary><c>poor_faces</c>: how many faces of the person were too poor to count.</summary>
    PoorFaces,

    /// <summary><c>read_years</c>: the mean of the ages read on clear faces.</summary>
    ReadYears,

    /// <summary><c>covered</c>: whether something lies over the person's face.</summary>
    Covered,

    /// <summary><c>filtered</c>: whether a filter alters the person's face.</summary>
    Filtered,

    /// <summary><c>role</c>: why the person is on screen.</summary>
    Role,

    /// <summary><c>on_screen</c>: whether the person is on screen.</summary>
    OnScreen,

    /// <summary><c>on_screen_time</c>: for how long the person has been on screen.</summary>
    OnScreenTime,

    /// <summary><c>live.in_match</c>: whether a match is running.</summary>
    LiveInMatch,

    /// <summary><c>live.match_time</c>: for how long the match has been running.</summary>
    LiveMatchTime,

    /// <summary><c>live.running_time</c>: for how long the live has been running.</summary>
    LiveRunningTime,

    /// <summary><c>live.viewers</c>: how many viewers the platform last told of.</summary>
    LiveViewers,

    /// <summary><c>live.people</c>: how many people are on screen.</summary>
    LivePeople,

    /// <summary><c>live.belief</c>: the highest probability of being under 18 among the people on screen.</summary>
    LiveBelief,

    /// <summary><c>said.lines</c>: how many flagged lines were said by the subject.</summary>
    SaidLines,

    /// <summary><c>said.all_lines</c>: how many lines were said by the subject, flagged or not.</summary>
    SaidAllLines,

    /// <summary><c>said.rate</c>: how often flagged lines are said by the subject, each weighted by its score, decayed.</summary>
    SaidRate,

    /// <summary><c>said.share</c>: the share of flagged lines in all lines said by the subject, decayed.</summary>
    SaidShare,

    /// <summary><c>said.exact_lines</c>: how many flagged lines said by the subject name a handle, number, tag, account or code exactly.</summary>
    SaidExactLines,

    /// <summary><c>said.sustained</c>: for how long flagged lines have been said by the subject without a long gap.</summary>
    SaidSustained,

    /// <summary><c>said.hits</c>: how many lines said by the subject a rule hit.</summary>
    SaidHits,

    /// <summary><c>heard.lines</c>: how many flagged lines were said towards the subject.</summary>
    HeardLines,

    /// <summary><c>heard.all_lines</c>: how many lines were said towards the subject, flagged or not.</summary>
    HeardAllLines,

    /// <summary><c>heard.rate</c>: how often flagged lines are said towards the subject, each weighted by its score, decayed.</summary>
    HeardRate,

    /// <summary><c>heard.share</c>: the share of flagged lines in all lines said towards the subject, decayed.</summary>
    HeardShare,

    /// <summary><c>heard.exact_lines</c>: how many flagged lines said towards the subject name a handle, number, tag, account or code exactly.</summary>
    HeardExactLines,

    /// <summary><c>heard.sustained</c>: for how long flagged lines have been said towards the subject without a long gap.</summary>
    HeardSustained,

    /// <summary><c>heard.hits</c>: how many lines said towards the subject a rule hit.</summary>
    HeardHits,

    /// <summary><c>heard.authors</c>: how many different accounts wrote the flagged lines said towards the subject.</summary>
    HeardAuthors,

    /// <summary><c>heard.new_authors</c>: how many different new accounts wrote the flagged lines said towards the subject.</summary>
    HeardNewAuthors,

    /// <summary><c>chat.lines</c>: how many flagged lines were said in the live.</summary>
    ChatLines,

    /// <summary><c>chat.all_lines</c>: how many lines were said in the live, flagged or not.</summary>
    ChatAllLines,

    /// <summary><c>chat.rate</c>: how often flagged lines are said in the live, each weighted by its score, decayed.</summary>
    ChatRate,

    /// <summary><c>chat.share</c>: the share of flagged lines in all lines said in the live, decayed.</summary>
    ChatShare,

    /// <summary><c>chat.exact_lines</c>: how many flagged lines said in the live name a handle, number, tag, account or code exactly.</summary>
    ChatExactLines,

    /// <summary><c>chat.sustained</c>: for how long flagged lines have been said in the live without a long gap.</summary>
    ChatSustained,

    /// <summary><c>chat.hits</c>: how many lines said in the live a rule hit.</summary>
    ChatHits,

    /// <summary><c>chat.authors</c>: how many different accounts wrote the flagged lines said in the live.</summary>
    ChatAuthors,

    /// <summary><c>chat.new_authors</c>: how many different new accounts wrote the flagged lines said in the live.</summary>
    ChatNewAuthors,

    /// <summary><c>chat.ordinary_new_share</c>: the share of the live's ordinary lines that new accounts write.</summary>
    ChatOrdinaryNewShare,

    /// <summary><c>conversation.aspects</c>: how many aspects of drawing somebody in the conversation touched.</summary>
    ConversationAspects,

    /// <summary><c>conversation.lines</c>: over how many lines it touched them.</summary>
    ConversationLines,

    /// <summary><c>conversation.rank</c>: the conversation's rank; it orders conversations and is no probability.</summary>
    ConversationRank,

    /// <summary><c>conversation.lure</c>: whether age, contact and secrecy came together over at least two lines.</summary>
    ConversationLure,

    /// <summary><c>conversation.age_and_sexual</c>: whether age and sexual content came together.</summary>
    ConversationAgeAndSexual,

    /// <summary><c>received.coins</c>: the coins of the gifts sent to the person.</summary>
    ReceivedCoins,

    /// <summary><c>received.amount</c>: the price of the gifts sent to the person in one currency.</summary>
    ReceivedAmount,

    /// <summary><c>received.count</c>: how many gifts were sent to the person.</summary>
    ReceivedCount,

    /// <summary><c>received.payers</c>: how many different accounts sent gifts to the person.</summary>
    ReceivedPayers,

    /// <summary><c>received.usual_rate</c>: the coins a minute that were ordinarily sent to the person in this live before the last five minutes.</summary>
    ReceivedUsualRate,

    /// <summary><c>sent.coins</c>: the coins of the gifts sent by the account.</summary>
    SentCoins,

    /// <summary><c>sent.amount</c>: the price of the gifts sent by the account in one currency.</summary>
    SentAmount,

    /// <summary><c>sent.count</c>: how many gifts were sent by the account.</summary>
    SentCount,

    /// <summary><c>sent.receivers</c>: how many different people the account sent gifts to.</summary>
    SentReceivers,

    /// <summary><c>sent.usual_rate</c>: the coins a minute that were ordinarily sent by the account in this live before the last five minutes.</summary>
    SentUsualRate,

    /// <summary><c>gifts.coins</c>: the coins of the gifts sent in the live.</summary>
    GiftsCoins,

    /// <summary><c>gifts.amount</c>: the price of the gifts sent in the live in one currency.</summary>
    GiftsAmount,

    /// <summary><c>gifts.count</c>: how many gifts were sent in the live.</summary>
    GiftsCount,

    /// <summary><c>gifts.payers</c>: how many different accounts sent gifts in the live.</summary>
    GiftsPayers,

    /// <summary><c>gifts.usual_rate</c>: the coins a minute that were ordinarily sent in the live in this live before the last five minutes.</summary>
    GiftsUsualRate,

    /// <summary><c>received.taken_back_ago</c>: how long ago a gift to the person was refunded or charged back.</summary>
    ReceivedTakenBackAgo,

    /// <summary><c>sent.stored_instrument</c>: whether the newest gift was paid with a stored instrument.</summary>
    SentStoredInstrument,

    /// <summary><c>sent.third_party_instrument</c>: whether the newest gift was paid with somebody else's instrument.</summary>
    SentThirdPartyInstrument,

    /// <summary><c>sent.usual_coins</c>: the coins that the account seldom goes over in ten minutes, over all lives.</summary>
    SentUsualCoins,

    /// <summary><c>sent.usual_days</c>: the days of spending that this rests on.</summary>
    SentUsualDays,

    /// <summary><c>flags.count</c>: how many flags were raised about the subject.</summary>
    FlagsCount,

    /// <summary><c>flags.weight</c>: the flags raised about the subject, each weighted by how often its flagger was right.</summary>
    FlagsWeight,

    /// <summary><c>flags.trusted</c>: how many flags trusted flaggers raised about the subject.</summary>
    FlagsTrusted,

    /// <summary><c>standing.strikes</c>: the subject's strikes in force.</summary>
    StandingStrikes,

    /// <summary><c>standing.age_assurance</c>: what the platform knows of the subject's age.</summary>
    StandingAgeAssurance,

    /// <summary><c>standing.returned_share</c>: the share of the coins given by the subject that came back over other accounts.</summary>
    StandingReturnedShare,

    /// <summary><c>standing.ring_accounts</c>: how many accounts the gifts went round over.</summary>
    StandingRingAccounts,

    /// <summary><c>standing.circulation_days</c>: the days that this rests on.</summary>
    StandingCirculationDays,

    /// <summary><c>standing.sent_coins</c>: the coins that the subject gave in those days.</summary>
    StandingSentCoins,

    /// <summary><c>other.belief</c>: the probability that the account spoken to is under 18.</summary>
    OtherBelief,

    /// <summary><c>other.age_assurance</c>: what the platform knows of the age of the account spoken to.</summary>
    OtherAgeAssurance,

    /// <summary><c>other.refunded_ago</c>: how long ago the account spoken to took gifts to the subject back.</summary>
    OtherRefundedAgo,
}
