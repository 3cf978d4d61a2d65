using Moderation.Client.Evidence;

namespace Moderation.Client.Review;

/// <summary>Queues, cases, claims, verdicts. What needs a claim takes its <c>version</c>; where the claim is over, the exception's <see cref="ModerationProblemException.IsStale"/> says so.</summary>
public sealed class CasesClient
{
    private readonly ApiCaller _api;

    internal CasesClient(ApiCaller api) => _api = api;

    /// <summary>The caller's queues and what waits in them.</summary>
    public Task<IReadOnlyList<QueueResponse>> QueuesAsync(CancellationToken token = default) => _api.CallAsync(Operations.ListQueues, token);

    /// <summary>A page of cases.</summary>
    public Task<Page<CaseResponse>> ListAsync(CaseFilter filter, CancellationToken token = default) => _api.CallAsync(
        Operations.ListCases, token,
        ("queue", filter.Queue), ("open", ApiValue.Of(filter.Open)), ("liveId", filter.LiveId), ("userId", filter.UserId), ("policy", filter.Policy),
        ("mine", ApiValue.Of(filter.Mine)), ("order", filter.Order), ("limit", ApiValue.Of(filter.Limit)), ("cursor", filter.Cursor));

    /// <summary>A case with its reports, flags and verdicts.</summary>
    public Task<CaseDetailResponse> GetAsync(string caseId, CancellationToken token = default) => _api.CallAsync(Operations.GetCase, token, ("id", caseId));

    /// <summary>Claims what should come next, of some queues or of all of the caller's; null where nothing waits.</summary>
    public Task<CaseResponse?> ClaimNextAsync(IReadOnlyList<string>? queues = null, CancellationToken token = default) =>
        _api.SendForOneOrNoneAsync(Operations.ClaimNextCase, new ClaimNextRequest { Queues = queues }, token);

    /// <summary>Claims a certain case.</summary>
    public Task<CaseResponse> ClaimAsync(string caseId, CancellationToken token = default) => _api.CallAsync(Operations.ClaimCase, token, ("id", caseId));

    /// <summary>Keeps a claim alive.</summary>
    public Task<CaseResponse> HeartbeatAsync(string caseId, long version, CancellationToken token = default) =>
        _api.SendAsync(Operations.KeepCase, new HeldCaseRequest { Version = version }, token, ("id", caseId));

    /// <summary>Gives a case back to its queue.</summary>
    public Task<CaseResponse> ReleaseAsync(string caseId, long version, CancellationToken token = default) =>
        _api.SendAsync(Operations.ReleaseCase, new HeldCaseRequest { Version = version }, token, ("id", caseId));

    /// <summary>Gives it back and does not want it again.</summary>
    public Task<CaseResponse> SkipAsync(string caseId, long version, string reason, CancellationToken token = default) =>
        _api.SendAsync(Operations.SkipCase, new ReturnCaseRequest { Version = version, Reason = reason }, token, ("id", caseId));

    /// <summary>Gives it to a senior reviewer.</summary>
    public Task<CaseResponse> EscalateAsync(string caseId, long version, string reason, CancellationToken token = default) =>
        _api.SendAsync(Operations.EscalateCase, new ReturnCaseRequest { Version = version, Reason = reason }, token, ("id", caseId));

    /// <summary>Gives it to another reviewer, or queue, as <c>to</c> of the Api's document says.</summary>
    public Task<CaseResponse> TransferAsync(string caseId, long version, string to, CancellationToken token = default) =>
        _api.SendAsync(Operations.TransferCase, new TransferCaseRequest { Version = version, To = to }, token, ("id", caseId));

    /// <summary>Decides a case. The same verdict sent again is the same.</summary>
    public Task<VerdictResponse> DecideAsync(string caseId, VerdictRequest verdict, CancellationToken token = default) =>
        _api.SendAsync(Operations.DecideCase, verdict, token, ("id", caseId));

    /// <summary>What was sent in a case's live, minute by minute.</summary>
    public Task<CaseGiftsResponse> GiftsAsync(string caseId, CancellationToken token = default) => _api.CallAsync(Operations.GetCaseGifts, token, ("id", caseId));

    /// <summary>What the subject of a case would be told if somebody confirmed it now.</summary>
    public Task<NoticePreviewResponse> NoticePreviewAsync(string caseId, NoticeLanguage language = NoticeLanguage.En, CancellationToken token = default) =>
        _api.CallAsync(Operations.PreviewNotices, token, ("id", caseId), ("language", WordConverter<NoticeLanguage>.Word(language)));

    /// <summary>What evidence there is of a case, and where to see it.</summary>
    public Task<CaseEvidenceResponse> EvidenceAsync(string caseId, CancellationToken token = default) =>
        _api.CallAsync(Operations.ListCaseEvidence, token, ("caseId", caseId));
}
