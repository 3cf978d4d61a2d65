using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Writes the reports and orders that follow from one entry of a live's log. Reused from entry to entry.</summary>
internal sealed class DecisionWriter(LiveId liveId, DeciderRules rules)
{
    private List<ReportRecord>? _reports;
    private List<ActionRecord>? _actions;
    private Participant? _subject;
    private RecordRef _decidedBy;
    private IReadOnlyList<ModelRef> _models = [];

    /// <summary>The live's clock.</summary>
    public DateTimeOffset Now { get; private set; }

    public void Begin(DateTimeOffset now, RecordRef decidedBy, IReadOnlyList<ModelRef> models)
    {
        (_reports, _actions, Now, _decidedBy) = (null, null, now, decidedBy);
        // A frame that was not scored names no model; what was read before still came from the last ones.
        if (models.Count > 0)
            _models = models;
    }

    public void About(Participant subject) => _subject = subject;

    public ReportId Report(int rung, DateTimeOffset episodeStartedAt, in SubjectEvidence evidence)
    {
        var (subject, name) = (Subject(), rules.Rules.Ladder[rung].Name);
        var id = DerivedId.From<ReportId>(
            "rep", liveId.Value, subject.ToString(), rules.Policy.Hash, name, Text(episodeStartedAt));
        (_reports ??= []).Add(new ReportRecord
        {
            V = WireVersion.Current,
            ReportId = id,
            DecisionId = DerivedId.From<DecisionId>("dec", liveId.Value, subject.ToString(), rules.Policy.Hash, name, Text(episodeStartedAt)),
            LiveId = liveId,
            Subject = subject,
            Policy = rules.Policy,
            Rung = name,
            Priority = ReportPriority.High,
            RaisedAt = Now,
            EpisodeStartedAt = episodeStartedAt,
            Reasons = rules.Rules.Explain(rung, evidence),
            Evidence = Summarise(evidence),
            DecidedBy = _decidedBy,
        });
        return id;
    }

    public void Order(int rung, DateTimeOffset episodeStartedAt, long renewal, ReportId report, in SubjectEvidence evidence)
    {
        var (subject, name) = (Subject(), rules.Rules.Ladder[rung].Name);
        var order = rules.Rules.Ladder[rung].Order ?? throw new ArgumentException("the rung orders nothing", nameof(rung));
        (_actions ??= []).Add(new ActionRecord
        {
            V = WireVersion.Current,
            ActionId = DerivedId.From<ActionId>(
                "act", liveId.Value, subject.ToString(), rules.Policy.Hash, name, Text(episodeStartedAt), renewal.ToString(CultureInfo.InvariantCulture)),
            DecisionId = DerivedId.From<DecisionId>("dec", liveId.Value, subject.ToString(), rules.Policy.Hash, name, Text(episodeStartedAt)),
            LiveId = liveId,
            Subject = subject,
            Kind = order.Kind,
            OrderedAt = Now,
            ExpiresAt = Now + order.Lasts,
            MaxCoinsPerMinute = order.MaxCoinsPerMinute,
            Policy = rules.Policy,
            Rung = name,
            Ground = rules.Rules.Ground,
            Reasons = rules.Rules.Explain(rung, evidence),
            Evidence = Summarise(evidence),
            ReportId = report,
            DecidedBy = _decidedBy,
        });
    }

    public LiveOutcome Finish(int facesOutsideTiles, int tracksDropped) => new()
    {
        Reports = (IReadOnlyList<ReportRecord>?)_reports ?? [],
        Actions = (IReadOnlyList<ActionRecord>?)_actions ?? [],
        Fate = SignalFate.Applied,
        FacesOutsideTiles = facesOutsideTiles,
        TracksDropped = tracksDropped,
    };

    private SubjectRef Subject() => _subject is { Role: { } role } subject
        ? SubjectRef.OfParticipant(subject.Id, role, subject.UserId)
        : throw new InvalidOperationException("decisions need a subject who came on screen");

    private AgeEvidenceSummary Summarise(in SubjectEvidence evidence) => new()
    {
        Belief = WireRounding.Share(evidence.Belief ?? throw new InvalidOperationException("unknown never acts")),
        ClearFaceSeconds = WireRounding.Seconds(evidence.ClearFaceSeconds),
        ClearFaces = evidence.ClearFaces,
        PoorFaces = evidence.PoorFaces,
        MeanReadYears = WireRounding.Years(evidence.MeanReadYears ?? throw new InvalidOperationException("a belief rests on readings")),
        EffectiveFaces = WireRounding.Faces(evidence.EffectiveFaces),
        Frames = _subject?.Leading?.NewestFrames() ?? [],
        Models = _models,
    };

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
