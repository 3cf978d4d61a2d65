using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Api.Http;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Review.Cases;

/// <summary>One row of <c>review_case</c>: the whole state of a case, with what its priority rests on.</summary>
internal sealed record CaseRow
{
    public string CaseId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Queue { get; init; } = "";

    public string LiveId { get; init; } = "";

    public string SubjectKind { get; init; } = "";

    public string? ParticipantId { get; init; }

    public string? SubjectRole { get; init; }

    public string? SubjectUserId { get; init; }

    public string? SubjectOtherUserId { get; init; }

    public string? PolicyName { get; init; }

    public string? FlagTarget { get; init; }

    public string? FlagTargetId { get; init; }

    public string? ParentCaseId { get; init; }

    public string? ActionId { get; init; }

    public bool IsGolden { get; init; }

    public string? ExpectedOutcome { get; init; }

    public string Urgency { get; init; } = "";

    public double? Probability { get; init; }

    /// <summary>The language of what its reports rest on; null where none tells it.</summary>
    public string? Language { get; init; }

    public long? Viewers { get; init; }

    public bool IsRunning { get; init; }

    public int FlagCount { get; init; }

    public double FlagWeight { get; init; }

    public bool IsForced { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public double Rank { get; init; }

    public int ReportCount { get; init; }

    public int DecidedCount { get; init; }

    public int ConfirmationsNeeded { get; init; }

    public bool NeedsSenior { get; init; }

    public string[] Excluded { get; init; } = [];

    public string[] Skipped { get; init; } = [];

    public long Version { get; init; }

    public string? LeaseReviewer { get; init; }

    public DateTimeOffset? LeaseSince { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public DateTimeOffset? FirstClaimedAt { get; init; }

    [JsonConverter(typeof(WrittenJson))]
    public string Verdicts { get; init; } = "[]";

    public string? Outcome { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The time of what nobody has to have looked at by any time.</summary>
    public static readonly DateTimeOffset NeverDue = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    [JsonIgnore]
    public Cursor Cursor => new(OpenedAt, CaseId);

    [JsonIgnore]
    public SubjectRef Subject => Database.StoredSubject.Read(SubjectKind, ParticipantId, SubjectRole, SubjectUserId, SubjectOtherUserId);

    [JsonIgnore]
    public CaseFacts Facts => new()
    {
        Urgency = WireWord.Parse<ReportPriority>(Urgency),
        Probability = Probability,
        Viewers = Viewers,
        IsRunning = IsRunning,
        FlagWeight = FlagWeight,
        OpenedAt = OpenedAt,
        DueAt = DueAt,
        IsForced = IsForced,
        LooksBack = Kind == WireWord.From(CaseKind.Backtest),
    };

    /// <summary>A case that nobody has touched. Whom it is about is for whoever opens it to say.</summary>
    public static CaseRow Opened(CaseId id, CaseKind kind, QueueRule queue, string live, LiveFactsRow? facts, ReportPriority urgency, DateTimeOffset at) => new()
    {
        CaseId = id.Value,
        Kind = WireWord.From(kind),
        Queue = queue.Name,
        LiveId = live,
        Viewers = facts?.Viewers,
        IsRunning = facts is not { IsEnded: true },
        Urgency = WireWord.From(urgency),
        IsForced = queue.Jumps,
        OpenedAt = at,
        DueAt = at + queue.Within[urgency],
        ReportCount = 1,
        ConfirmationsNeeded = 1,
    };

    /// <summary>The same row, whose time to be looked at begins anew.</summary>
    public CaseRow OpenedAgain(DateTimeOffset at, TimeSpan within) => this with { OpenedAt = at, DueAt = at + within, EscalatedAt = null };

    public ReviewCase ToCase() => new()
    {
        CaseId = Core.Subjects.CaseId.Parse(CaseId),
        Kind = WireWord.Parse<CaseKind>(Kind),
        ConfirmationsNeeded = ConfirmationsNeeded,
        NeedsSenior = NeedsSenior,
        Excluded = Excluded,
        Skipped = Skipped,
        Version = Version,
        Lease = LeaseReviewer is { } reviewer && LeaseSince is { } since && LeaseUntil is { } until ? new CaseLease(reviewer, since, until) : null,
        Verdicts = JsonSerializer.Deserialize<List<CaseVerdict>>(Verdicts, JsonSerializerOptions.Web) ?? [],
        ReportCount = ReportCount,
        DecidedCount = DecidedCount,
        Outcome = Outcome is null ? null : WireWord.Parse<CaseOutcome>(Outcome),
    };

    /// <summary>The same row with another state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">When it came to it.</param>
    public CaseRow With(ReviewCase state, DateTimeOffset now) => this with
    {
        ConfirmationsNeeded = state.ConfirmationsNeeded,
        NeedsSenior = state.NeedsSenior,
        Excluded = [.. state.Excluded],
        Skipped = [.. state.Skipped],
        Version = state.Version,
        LeaseReviewer = state.Lease?.Reviewer,
        LeaseSince = state.Lease?.ClaimedAt,
        LeaseUntil = state.Lease?.Until,
        FirstClaimedAt = FirstClaimedAt ?? state.Lease?.ClaimedAt,
        Verdicts = JsonSerializer.Serialize(state.Verdicts, JsonSerializerOptions.Web),
        ReportCount = state.ReportCount,
        DecidedCount = state.DecidedCount,
        Outcome = state.Outcome is { } outcome ? WireWord.From(outcome) : null,
        ClosedAt = state.Outcome is null ? null : ClosedAt ?? now,
    };

    /// <summary>The same row, ranked by what is known now.</summary>
    public CaseRow Ranked() => this with { Rank = CasePriority.Rank(Facts) };

    /// <summary>Writes a text that is JSON as what it is.</summary>
    private sealed class WrittenJson : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("rows are only written");

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
    }
}
