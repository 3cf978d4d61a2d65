using Moderation.Client.Enforcement;
using Moderation.Client.Evidence;
using Moderation.Client.Policies;
using Moderation.Client.PolicyReports;
using Moderation.Client.Publication;
using Moderation.Client.Review;

namespace Moderation.Client;

/// <summary>The Api, for programs: one method an operation. It sends nothing twice by itself; what may be sent again is in <c>docs/integrators.md</c>.</summary>
/// <remarks>Every method throws <see cref="ModerationProblemException"/> where the Api refuses, and <see cref="HttpRequestException"/> where it is not reached.</remarks>
/// <param name="http">Knows the Api's address (<c>BaseAddress</c>) and the credentials (<c>Authorization: Bearer …</c>); its owner closes it.</param>
/// <param name="receipts">Signs receipts; null where none are sent over HTTP.</param>
public sealed class ModerationClient(HttpClient http, ReceiptSigner? receipts = null)
{
    private readonly ApiCaller _api = new(http);

    /// <summary>What people flag.</summary>
    public FlagsClient Flags => new(_api);

    /// <summary>Queues, cases, claims, verdicts.</summary>
    public CasesClient Cases => new(_api);

    /// <summary>Lives.</summary>
    public LivesClient Lives => new(_api);

    /// <summary>Appeals against orders.</summary>
    public AppealsClient Appeals => new(_api);

    /// <summary>Orders to the platform and its word on them; gifts before they are given.</summary>
    public OrdersClient Orders => new(_api, receipts);

    /// <summary>Statements of reasons.</summary>
    public StatementsClient Statements => new(_api);

    /// <summary>What verdicts say of beliefs.</summary>
    public CalibrationClient Calibration => new(_api);

    /// <summary>Policies.</summary>
    public PoliciesClient Policies => new(_api);

    /// <summary>What changes, as it happens.</summary>
    public EventsClient Events => new(_api);
}
