using System.Text.Json.Serialization;
using Moderation.Client.Enforcement;
using Moderation.Client.Evidence;
using Moderation.Client.Policies;
using Moderation.Client.PolicyReports;
using Moderation.Client.Publication;
using Moderation.Client.Review;

namespace Moderation.Client;

/// <summary>How bodies are written and read, made when the client is compiled. What an answer has besides is ignored, so that an older client goes on reading.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FlagRequest))]
[JsonSerializable(typeof(FlagReceipt))]
[JsonSerializable(typeof(FlagResponse))]
[JsonSerializable(typeof(IReadOnlyList<QueueResponse>))]
[JsonSerializable(typeof(Page<CaseResponse>), TypeInfoPropertyName = "CasePage")]
[JsonSerializable(typeof(CaseDetailResponse))]
[JsonSerializable(typeof(ClaimNextRequest))]
[JsonSerializable(typeof(HeldCaseRequest))]
[JsonSerializable(typeof(ReturnCaseRequest))]
[JsonSerializable(typeof(TransferCaseRequest))]
[JsonSerializable(typeof(VerdictRequest))]
[JsonSerializable(typeof(CaseGiftsResponse))]
[JsonSerializable(typeof(NoticePreviewResponse))]
[JsonSerializable(typeof(CaseEvidenceResponse))]
[JsonSerializable(typeof(SessionEventsResponse))]
[JsonSerializable(typeof(AppealRequest))]
[JsonSerializable(typeof(AppealResponse))]
[JsonSerializable(typeof(Page<ActionResponse>), TypeInfoPropertyName = "ActionPage")]
[JsonSerializable(typeof(IReadOnlyList<ReceiptRequest>))]
[JsonSerializable(typeof(ReceiptsResponse))]
[JsonSerializable(typeof(GiftAuthorizationRequest))]
[JsonSerializable(typeof(GiftAuthorizationResponse))]
[JsonSerializable(typeof(Page<StatementResponse>), TypeInfoPropertyName = "StatementPage")]
[JsonSerializable(typeof(CalibrationsResponse))]
[JsonSerializable(typeof(PolicyListResponse))]
[JsonSerializable(typeof(OpenBacktestCasesRequest))]
[JsonSerializable(typeof(BacktestCasesResponse))]
[JsonSerializable(typeof(ChangeEvent))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ClientJson : JsonSerializerContext;
