using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Whole, valid records of the decider's topics; tests change what matters to them.</summary>
internal static class Records
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly AgeEvidenceSummary Evidence = new()
    {
        Belief = 0.91,
        ClearFaceSeconds = 42.5,
        ClearFaces = 40,
        PoorFaces = 3,
        MeanReadYears = 14.2,
        EffectiveFaces = 6.4,
        Frames = [new RecordRef(TopicNames.Frames, 1, 77)],
        Models = [new ModelRef("faceres-deep", "0123456789abcdef")],
    };

    public static ReportRecord Report(int number, string live = "live-1", string policy = "apparent-minor") => new()
    {
        V = 1,
        ReportId = DerivedId.From<ReportId>("rep", live, policy, number.ToString(CultureInfo.InvariantCulture)),
        DecisionId = DerivedId.From<DecisionId>("dec", live, policy, number.ToString(CultureInfo.InvariantCulture)),
        LiveId = LiveId.Parse(live),
        Subject = SubjectRef.OfParticipant(ParticipantId.Parse("p1"), ParticipantRole.Host, UserId.Parse("u1")),
        Policy = new PolicyRef(policy, "hash-1"),
        Rung = "review",
        Priority = ReportPriority.High,
        RaisedAt = Noon.AddSeconds(number),
        EpisodeStartedAt = Noon,
        Reasons = [new Reason("belief", "The belief is 0.91.")],
        Evidence = Evidence,
        DecidedBy = new RecordRef(TopicNames.Signals, 2, number),
    };

    /// <summary>What one account said to another.</summary>
    public static ReportRecord TextReport(int number, string live = "live-1", string from = "u8", string to = "u9") => Report(number, live, "text.grooming_pattern") with
    {
        Subject = SubjectRef.OfPair(UserId.Parse(from), UserId.Parse(to)),
        Priority = ReportPriority.Urgent,
        Evidence = new TextEvidenceSummary
        {
            Lines = [new RecordRef(TopicNames.Chat, 1, 9), new RecordRef(TopicNames.Chat, 1, 4)],
            MessageIds = ["m9", "m4"],
            LinesSeen = 12,
            FlaggedLines = 2,
            RatePerMinute = 0.31,
            DistinctAuthors = 1,
            SustainedSeconds = 12.5,
            Labels = [new LabelEvidence(TextLabel.Grooming, 1, 0.87)],
            Rules = [new RuleEvidence(TextRule.Secrecy, 1)],
            Aspects = [ConversationAspect.AgeOrSchool, ConversationAspect.Secrecy],
            ConversationRank = 0.41,
            Models = [new ModelRef("text", "fedcba9876543210")],
        },
    };

    public static ActionRecord Action(int number, ActionKind kind = ActionKind.ThrottleGifts, string live = "live-1") => new()
    {
        V = 1,
        ActionId = DerivedId.From<ActionId>("act", live, number.ToString(CultureInfo.InvariantCulture)),
        DecisionId = DerivedId.From<DecisionId>("dec", live, number.ToString(CultureInfo.InvariantCulture)),
        LiveId = LiveId.Parse(live),
        Subject = SubjectRef.OfParticipant(ParticipantId.Parse("p1"), ParticipantRole.Guest),
        Kind = kind,
        OrderedAt = Noon.AddSeconds(number),
        ExpiresAt = Noon.AddSeconds(number + 600),
        MaxCoinsPerMinute = kind == ActionKind.ThrottleGifts ? 100 : null,
        Policy = new PolicyRef("apparent-minor", "hash-1"),
        Rung = "throttle",
        Ground = "terms 4.2",
        Reasons = [new Reason("belief", "The belief is 0.91.")],
        Evidence = Evidence,
        ReportId = Report(number, live).ReportId,
        DecidedBy = new RecordRef(TopicNames.Signals, 2, number),
    };

    public static ActionReceiptRecord Receipt(ActionRecord action, ReceiptStatus status, DateTimeOffset at) => new()
    {
        V = 1,
        LiveId = action.LiveId,
        ActionId = action.ActionId,
        Status = status,
        At = at,
    };

    public static LiveStateRecord Live(string live, int clock, LiveStatus status = LiveStatus.Live) => new()
    {
        V = 1,
        LiveId = LiveId.Parse(live),
        At = Noon.AddSeconds(clock),
        Covers = new RecordRef(TopicNames.Signals, 2, clock),
        Status = status,
        StartedAt = Noon,
        FramesScored = clock,
        FramesNotScored = 1,
        FacesOutsideTiles = 2,
        LinesScored = 40L * clock,
        LinesNotScored = 3,
        FlaggedRates = [new LabelRate(TextLabel.Toxic, 1.25)],
        Participants =
        [
            new ParticipantState
            {
                ParticipantId = ParticipantId.Parse("p1"),
                Role = ParticipantRole.Host,
                Tile = NormalizedBox.WholeFrame,
                UnknownBecause = UnknownReason.TooLittleClearFaceTime,
                ClearFaceSeconds = 1.5,
                ClearFaces = 2,
                PoorFaces = 9,
            },
        ],
    };
}
