using Confluent.Kafka;
using Moderation.Api.Access;
using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Api.Enforcement.State;
using Moderation.Api.Http;
using Moderation.Api.Operations;
using Moderation.Api.Projections;
using Moderation.Api.Projections.DeadLetters;
using Moderation.Core.Access;

namespace Moderation.Api.Web.Enforcement;

/// <summary>Pages of whoever keeps the service running.</summary>
internal static class OperationPages
{
    private const int Letters = 50;

    private static readonly TimeSpan ModelsOf = TimeSpan.FromDays(1);

    public static void MapOperationPages(this IEndpointRouteBuilder console)
    {
        console.MapGet("/operations", OperationsAsync).Requires(Permission.ReadOrders);
        console.MapGet("/operations/dead-letters", DeadLettersAsync).Requires(Permission.Metrics);
    }

    private static async Task<IResult> OperationsAsync(
        Caller caller, EnforcementView enforcement, OutstandingStore outstanding, ProjectionLag lag, ModelsInUse models, WorkerWatch workers, TimeProvider time, CancellationToken token)
    {
        var watches = caller.Holds(Permission.Metrics);
        return ConsolePage.Of<OperationsPage>(new Dictionary<string, object?>
        {
            [nameof(OperationsPage.Enforcement)] = EnforcementResponse.Of(enforcement),
            [nameof(OperationsPage.Outstanding)] = await outstanding.ReadAsync(token),
            [nameof(OperationsPage.Lag)] = watches ? await lag.ReadAsync(token) : null,
            [nameof(OperationsPage.Workers)] = watches ? workers.Response() : null,
            [nameof(OperationsPage.Models)] = watches ? await models.SinceAsync(time.GetUtcNow() - ModelsOf, token) : null,
        });
    }

    private static async Task<IResult> DeadLettersAsync(string? cursor, DeadLetterReader reader, DeadLetterDesk desk, CancellationToken token)
    {
        Cursor? at = cursor is not null && Cursor.TryParse(cursor, out var read) ? read : null;
        Page<DeadLetterResponse>? page = null;
        string? trouble = null;
        try
        {
            page = await DeadLetterEndpoints.ReadAsync(reader, desk, at, Letters, token);
        }
        catch (KafkaException e)
        {
            trouble = e.Error.Reason;
        }

        return ConsolePage.Of<DeadLettersPage>(new Dictionary<string, object?> { [nameof(DeadLettersPage.Letters)] = page, [nameof(DeadLettersPage.Trouble)] = trouble });
    }
}
