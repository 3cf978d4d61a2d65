using Moderation.Client.Enforcement;
using Moderation.Client.Evidence;
using Moderation.Client.Policies;
using Moderation.Client.PolicyReports;
using Moderation.Client.Publication;
using Moderation.Client.Review;

namespace Moderation.Client;

/// <summary>What of the Api this client calls.</summary>
internal static class Operations
{
    public static readonly Operation<FlagRequest, FlagReceipt> TakeFlag = new("TakeFlag", HttpMethod.Post, "/v1/flags");
    public static readonly Operation<NoBody, FlagResponse> ReadFlag = new("ReadFlag", HttpMethod.Get, "/v1/flags/{liveId}/{flagId}");

    public static readonly Operation<NoBody, IReadOnlyList<QueueResponse>> ListQueues = new("ListQueues", HttpMethod.Get, "/v1/queues");
    public static readonly Operation<NoBody, Page<CaseResponse>> ListCases =
        new("ListCases", HttpMethod.Get, "/v1/cases{?queue,open,liveId,userId,policy,mine,order,limit,cursor}");
    public static readonly Operation<NoBody, CaseDetailResponse> GetCase = new("GetCase", HttpMethod.Get, "/v1/cases/{id}");
    public static readonly Operation<ClaimNextRequest, CaseResponse> ClaimNextCase = new("ClaimNextCase", HttpMethod.Post, "/v1/cases:claim-next");
    public static readonly Operation<NoBody, CaseResponse> ClaimCase = new("ClaimCase", HttpMethod.Post, "/v1/cases/{id}:claim");
    public static readonly Operation<HeldCaseRequest, CaseResponse> KeepCase = new("KeepCase", HttpMethod.Post, "/v1/cases/{id}:heartbeat");
    public static readonly Operation<HeldCaseRequest, CaseResponse> ReleaseCase = new("ReleaseCase", HttpMethod.Post, "/v1/cases/{id}:release");
    public static readonly Operation<ReturnCaseRequest, CaseResponse> SkipCase = new("SkipCase", HttpMethod.Post, "/v1/cases/{id}:skip");
    public static readonly Operation<ReturnCaseRequest, CaseResponse> EscalateCase = new("EscalateCase", HttpMethod.Post, "/v1/cases/{id}:escalate");
    public static readonly Operation<TransferCaseRequest, CaseResponse> TransferCase = new("TransferCase", HttpMethod.Post, "/v1/cases/{id}:transfer");
    public static readonly Operation<VerdictRequest, VerdictResponse> DecideCase = new("DecideCase", HttpMethod.Post, "/v1/cases/{id}/verdicts");
    public static readonly Operation<NoBody, CaseGiftsResponse> GetCaseGifts = new("GetCaseGifts", HttpMethod.Get, "/v1/cases/{id}/gifts");
    public static readonly Operation<NoBody, NoticePreviewResponse> PreviewNotices = new("PreviewNotices", HttpMethod.Get, "/v1/cases/{id}/notice-preview{?language}");
    public static readonly Operation<NoBody, CaseEvidenceResponse> ListCaseEvidence = new("ListCaseEvidence", HttpMethod.Get, "/v1/cases/{caseId}/evidence");
    public static readonly Operation<NoBody, SessionEventsResponse> GetSessionEvents = new("GetSessionEvents", HttpMethod.Get, "/v1/lives/{id}/session-events");
    public static readonly Operation<AppealRequest, AppealResponse> Appeal = new("Appeal", HttpMethod.Post, "/v1/appeals");
    public static readonly Operation<NoBody, AppealResponse> ReadAppeal = new("ReadAppeal", HttpMethod.Get, "/v1/actions/{id}/appeal");

    public static readonly Operation<NoBody, Page<ActionResponse>> ListActions =
        new("ListActions", HttpMethod.Get, "/v1/actions{?liveId,kind,state,overdue,active,at,limit,cursor}");
    public static readonly Operation<NoBody, ActionResponse> GetAction = new("GetAction", HttpMethod.Get, "/v1/actions/{id}");
    public static readonly Operation<IReadOnlyList<ReceiptRequest>, ReceiptsResponse> PostActionReceipts = new("PostActionReceipts", HttpMethod.Post, "/v1/action-receipts");
    public static readonly Operation<GiftAuthorizationRequest, GiftAuthorizationResponse> AuthorizeGift = new("AuthorizeGift", HttpMethod.Post, "/v1/gifts:authorize");

    public static readonly Operation<NoBody, StatementResponse> GetStatement = new("GetStatement", HttpMethod.Get, "/v1/actions/{id}/statement");
    public static readonly Operation<NoBody, Page<StatementResponse>> ListStatements = new("ListStatements", HttpMethod.Get, "/v1/statements{?from,to,limit,cursor}");
    public static readonly Operation<NoBody, CalibrationsResponse> ListCalibrations = new("ListCalibrations", HttpMethod.Get, "/v1/calibration");
    public static readonly Operation<NoBody, CalibrationsResponse> ListCalibrationsOfPolicy = new("ListCalibrationsOfPolicy", HttpMethod.Get, "/v1/calibration/{policy}{?from,to}");
    public static readonly Operation<NoBody, PolicyListResponse> ListPolicies = new("ListPolicies", HttpMethod.Get, "/v1/policies");
    public static readonly Operation<OpenBacktestCasesRequest, BacktestCasesResponse> OpenBacktestCases =
        new("OpenBacktestCases", HttpMethod.Post, "/v1/policies/{name}/backtests/{id}/cases");
    public static readonly Operation<NoBody, ChangeEvent> ReadEvents = new("ReadEvents", HttpMethod.Get, "/v1/events{?queue,case,live}");
}
