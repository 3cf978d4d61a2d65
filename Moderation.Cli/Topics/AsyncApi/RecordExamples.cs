using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Topics.AsyncApi;

/// <summary>One or more records of every type, for the published description. Real objects, so that they cannot go stale.</summary>
internal static class RecordExamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LiveId Live = LiveId.Parse("live-7");
    private static readonly ParticipantId Host = ParticipantId.Parse("host-7");
    private static readonly UserId User = UserId.Parse("user-12");
    private static readonly UserId Other = UserId.Parse("user-40");
    private static readonly ModelRef TextModel = new("text", "fedcba9876543210");
    private static readonly ModelRef Model = new("faceres-deep", "0123456789abcdef");
    private static readonly PolicyRef Policy = new("apparent-minor", "5f1d9a0c33e2b871");
    private static readonly SubjectRef Subject = SubjectRef.OfParticipant(Host, ParticipantRole.Host, User);
    private static readonly ReportId Report = DerivedId.From<ReportId>("rep", Live.Value, Host.Value);
    private static readonly DecisionId Decision = DerivedId.From<DecisionId>("dec", Live.Value, Host.Value);
    private static readonly ActionId Action = DerivedId.From<ActionId>("act", Live.Value, Host.Value);

    private static readonly SessionEventRecord Joined = new()
    {
        V = WireVersion.Current,
        LiveId = Live,
        EventId = "e-2",
        At = At,
        Kind = SessionEventKind.ParticipantJoined,
        ParticipantId = Host,
        UserId = User,
        Role = ParticipantRole.Host,
        Tile = NormalizedBox.WholeFrame,
        ViewerCount = 340,
    };

    private static readonly AgeEvidenceSummary Evidence = new()
    {
        Belief = 0.91,
        ClearFaceSeconds = 21.5,
        ClearFaces = 43,
        PoorFaces = 6,
        MeanReadYears = 13.8,
        EffectiveFaces = 5.2,
        Frames = [new RecordRef(TopicNames.Frames, 3, 1042)],
        Models = [Model],
    };

    private static readonly ActionRecord Order = new()
    {
        V = WireVersion.Current, ActionId = Action, DecisionId = Decision, LiveId = Live, Subject = Subject, Kind = ActionKind.ThrottleGifts, OrderedAt = At, ExpiresAt = At.AddMinutes(10),
        MaxCoinsPerMinute = 50, Policy = Policy, Rung = "throttle", Ground = "terms: live is 18+", Reasons = [new Reason("belief_high", "Belief 0.91 is at or over 0.90.")],
        Evidence = Evidence, ReportId = Report, DecidedBy = new RecordRef(TopicNames.Signals, 3, 88),
    };

    /// <summary>Examples by record type, in the order in which they are best read.</summary>
    public static IReadOnlyDictionary<Type, IReadOnlyList<IWireRecord>> All { get; } = ((IReadOnlyList<IWireRecord>)
    [
        new SessionEventRecord { V = WireVersion.Current, LiveId = Live, EventId = "e-1", At = At, Kind = SessionEventKind.LiveStarted },
        Joined,
        new ChatRecord { V = WireVersion.Current, LiveId = Live, MessageId = "m-1", At = At, Source = TextSource.Chat, Text = "good evening", AuthorId = User, Language = "en" },
        new GiftRecord
        {
            V = WireVersion.Current, LiveId = Live, GiftId = "g-1", At = At, PayerId = User, ReceiverId = Host, Coins = 100, AmountMinor = 135, Currency = "EUR", StoredInstrument = true,
        },
        new FlagRecord
        {
            V = WireVersion.Current, LiveId = Live, FlagId = "f-1", At = At, Target = FlagTarget.Participant, TargetId = Host.Value, Reason = "minor", FlaggerId = User, Trusted = true,
        },
        FrameSignal(),
        TextSignal(),
        new SessionSignal { V = WireVersion.Current, LiveId = Live, At = At, Event = Joined },
        LiveState(),
        new ReportRecord
        {
            V = WireVersion.Current, ReportId = Report, DecisionId = Decision, LiveId = Live, Subject = Subject, Policy = Policy, Rung = "report", Priority = ReportPriority.High,
            RaisedAt = At, EpisodeStartedAt = At,
            Reasons = [new Reason("belief_high", "Belief 0.91 is at or over 0.80.")], Evidence = Evidence, DecidedBy = new RecordRef(TopicNames.Signals, 3, 88),
        },
        GroomingReport(),
        Order,
        .. new EnforcementExamples(Order).All(),
        new ActionReceiptRecord { V = WireVersion.Current, LiveId = Live, ActionId = Action, Status = ReceiptStatus.Applied, At = At.AddSeconds(1) },
        new VerdictRecord { V = WireVersion.Current, LiveId = Live, ReportId = Report, VerdictId = "v-1", At = At.AddMinutes(4), Kind = VerdictKind.Confirmed, ReasonCode = "apparent_minor" },
        new StandingRecord
        {
            V = WireVersion.Current, UserId = User, At = At, Strikes = 0, AgeAssurance = AgeAssurance.VerifiedAdult,
            ExemptUntil = new Dictionary<string, DateTimeOffset> { [Policy.Name] = At.AddYears(1) },
        },
        new PolicyRecord
        {
            V = WireVersion.Current, Name = Policy.Name, Revision = 4, At = At,
            Versions =
            [
                new PolicyVersion { SheetHash = "5f1d9a0c33e2b871", Stage = PolicyStage.Live, Sheet = "{}" },
                new PolicyVersion { SheetHash = "77c1e02d9a3b4f60", Stage = PolicyStage.Canary, CanaryShare = 0.05, Sheet = "{}" },
            ],
        },
        DecisionExample(),
        new SnapshotRecord
        {
            V = WireVersion.Current, LiveId = Live, Covers = new RecordRef(TopicNames.Signals, 3, 88), At = At, Format = 1, State = [1, 0, 42],
        },
        new GiftSignal
        {
            V = WireVersion.Current, LiveId = Live, At = At,
            Gift = new GiftRecord { V = WireVersion.Current, LiveId = Live, GiftId = "g-1", At = At, PayerId = User, ReceiverId = Host, Coins = 100, AmountMinor = 135, Currency = "EUR" },
        },
        new FlagSignal
        {
            V = WireVersion.Current, LiveId = Live, At = At,
            Flag = new FlagRecord { V = WireVersion.Current, LiveId = Live, FlagId = "f-1", At = At, Target = FlagTarget.Live, Reason = "minor", FlaggerId = User },
        },
        new StandingSignal
        {
            V = WireVersion.Current, LiveId = Live, At = At,
            Standing = new StandingRecord { V = WireVersion.Current, UserId = User, At = At, Strikes = 1, AgeAssurance = AgeAssurance.None },
        },
        new VerdictSignal
        {
            V = WireVersion.Current, LiveId = Live, At = At,
            Verdict = new VerdictRecord { V = WireVersion.Current, LiveId = Live, ReportId = Report, VerdictId = "v-1", At = At, Kind = VerdictKind.Overturned, ReasonCode = "adult" },
        },
        new PolicySignal
        {
            V = WireVersion.Current, LiveId = SignalRecord.EveryLive, At = At,
            Policy = new PolicyRecord { V = WireVersion.Current, Name = Policy.Name, Revision = 5, At = At, Versions = [] },
        },
        new GuardSignal
        {
            V = WireVersion.Current, LiveId = SignalRecord.EveryLive, At = At, Policy = Policy.Name, SheetHash = "5f1d9a0c33e2b871", Guard = GuardKind.ActionsPerMinute,
            Until = At.AddMinutes(15),
        },
        new DeadLetterRecord
        {
            V = WireVersion.Current, Source = new RecordRef(TopicNames.Frames, 3, 1043), Stage = "sampling", Reason = DeadLetterReason.ImageBroken, Detail = "the picture is cut short",
            Sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", ByteCount = 48213, At = At,
        },
    ]).GroupBy(record => record is SignalRecord ? typeof(SignalRecord) : record.GetType())
        .ToDictionary(group => group.Key, group => (IReadOnlyList<IWireRecord>)[.. group]);

    private static FrameSignal FrameSignal() => new()
    {
        V = WireVersion.Current,
        LiveId = Live,
        At = At,
        SampleId = DerivedId.From<SampleId>("smp", Live.Value, "frame-9"),
        Frame = new RecordRef(TopicNames.Frames, 3, 1042),
        WidthPx = 720,
        HeightPx = 1280,
        Models = [Model],
        Faces =
        [
            new FaceSignal
            {
                Box = new NormalizedBox(0.3, 0.2, 0.4, 0.3),
                Detection = 0.93,
                Quality = new FaceQualitySignal { Band = FaceQualityBand.Clear, SizePx = 288, Sharpness = 210, Brightness = 0.52, OutsideShare = 0 },
                Age = new AgeReading(13.8, 2.1, 0.94),
            },
        ],
    };

    private static TextSignal TextSignal() => new()
    {
        V = WireVersion.Current,
        LiveId = Live,
        At = At,
        SampleId = DerivedId.From<SampleId>("smp", Live.Value, "m-31"),
        Line = new RecordRef(TopicNames.Chat, 3, 507),
        MessageId = "m-31",
        Source = TextSource.Chat,
        AuthorId = Other,
        AuthorSince = At.AddDays(-2),
        ReplyTo = User,
        Language = "en",
        Scores = [new LabelScore(TextLabel.OffplatformContact, 0.93, true), new LabelScore(TextLabel.AnySolicitation, 0.97, true)],
        Rules = [new RuleHit(TextRule.Handle, 14, 9)],
        Models = [TextModel],
    };

    private static DecisionRecord DecisionExample() => new()
    {
        V = WireVersion.Current,
        DecisionId = Decision,
        LiveId = Live,
        Subject = Subject,
        Policy = Policy,
        SheetHash = "c0ffee5f1d9a0c33",
        Stage = PolicyStage.Live,
        Rung = "throttle",
        Effect = DecisionEffect.Enforced,
        At = At,
        EpisodeStartedAt = At.AddSeconds(-60),
        Reasons = [new Reason("belief_high", "Belief 0.91 is at or over 0.90.")],
        Evidence = Evidence with { Facts = [new FactReading("belief(under_18)", 0.91, "")] },
        Actions = [new ProposedAction(ActionKind.ThrottleGifts, 900, 100)],
        ReportId = Report,
        DecidedBy = new RecordRef(TopicNames.Signals, 3, 88),
    };

    private static ReportRecord GroomingReport() => new()
    {
        V = WireVersion.Current,
        ReportId = DerivedId.From<ReportId>("rep", Live.Value, Other.Value, User.Value),
        DecisionId = DerivedId.From<DecisionId>("dec", Live.Value, Other.Value, User.Value),
        LiveId = Live,
        Subject = SubjectRef.OfPair(Other, User),
        Policy = new PolicyRef("text.grooming_pattern", "9b1f20c4de7753aa"),
        Rung = "report",
        Priority = ReportPriority.Urgent,
        RaisedAt = At,
        EpisodeStartedAt = At,
        Reasons = [new Reason("conversation", "Over at least 3 lines to the same account, the conversation touched age_or_school, contact, secrecy.")],
        Evidence = new TextEvidenceSummary
        {
            Lines = [new RecordRef(TopicNames.Chat, 3, 507), new RecordRef(TopicNames.Chat, 3, 455)],
            MessageIds = ["m-31", "m-22"],
            LinesSeen = 6,
            FlaggedLines = 2,
            RatePerMinute = 0.513,
            DistinctAuthors = 1,
            SustainedSeconds = 41.2,
            Labels = [new LabelEvidence(TextLabel.OffplatformContact, 1, 0.93)],
            Rules = [new RuleEvidence(TextRule.Handle, 1), new RuleEvidence(TextRule.AgeQuestion, 1), new RuleEvidence(TextRule.Secrecy, 1)],
            Languages = [new LanguageEvidence("en", 2)],
            Aspects = [ConversationAspect.AgeOrSchool, ConversationAspect.Contact, ConversationAspect.Secrecy],
            ConversationRank = 0.5481,
            Models = [TextModel],
        },
        DecidedBy = new RecordRef(TopicNames.Signals, 3, 131),
    };

    private static LiveStateRecord LiveState() => new()
    {
        V = WireVersion.Current,
        LiveId = Live,
        At = At,
        Covers = new RecordRef(TopicNames.Signals, 3, 88),
        Status = LiveStatus.Live,
        StartedAt = At,
        Viewers = 412,
        FramesScored = 49,
        FramesNotScored = 0,
        FacesOutsideTiles = 0,
        LinesScored = 1204,
        LinesNotScored = 2,
        FlaggedRates = [new LabelRate(TextLabel.Toxic, 0.412), new LabelRate(TextLabel.GiftBegging, 1.73)],
        Participants =
        [
            new ParticipantState
            {
                ParticipantId = Host, UserId = User, Role = ParticipantRole.Host, Tile = NormalizedBox.WholeFrame, UnknownBecause = UnknownReason.TooLittleClearFaceTime,
                ClearFaceSeconds = 1.5, ClearFaces = 3, PoorFaces = 1, MeanReadYears = 13.9,
            },
        ],
    };
}
