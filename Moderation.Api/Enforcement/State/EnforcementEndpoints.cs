using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Enforcement.Controls;
using Moderation.Core.Access;

namespace Moderation.Api.Enforcement.State;

internal static class EnforcementEndpoints
{
    public static void MapEnforcement(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/enforcement").Requires(Permission.ReadOrders).WithTags("Enforcement");
        group.MapGet("", Get)
            .WithName("GetEnforcement")
            .WithSummary("How enforcement stands: whether it works, what waits, what is in force, breakers and switches. Answered from memory, also while the database is away.");
        group.MapGet("/outstanding", async Task<Ok<OutstandingResponse>> (OutstandingStore store, CancellationToken token) => TypedResults.Ok(await store.ReadAsync(token)))
            .WithName("ListOutstandingOrders")
            .WithSummary("Orders that were released and that the platform has not answered, oldest first.");
        group.MapControls();
    }

    private static Ok<EnforcementResponse> Get(EnforcementView view) => TypedResults.Ok(EnforcementResponse.Of(view));
}
