using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Hosting;
using Moderation.Core.Access;

namespace Moderation.Api.Operations;

internal static class OperationsSetup
{
    /// <summary>A Worker's page has some hundred kilobytes; what is much longer is something else.</summary>
    private const int LongestPage = 16 * 1024 * 1024;

    public static void AddOperations(this IServiceCollection services)
    {
        services.AddCheckedOptions<OperationsOptions>(OperationsOptions.Section);
        services.AddSingleton<WorkerWatch>();
        services.AddHttpClient(WorkerReader.Client, client => client.MaxResponseContentBufferSize = LongestPage)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
            .RemoveAllLoggers();
        services.AddHostedService<WorkerReader>();
    }

    public static void MapOperations(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/v1/operations/workers", Ok<WorkersResponse> (WorkerWatch watch) => TypedResults.Ok(watch.Response()))
        .Requires(Permission.Metrics)
        .WithTags("Operations")
        .WithName("GetWorkers")
        .WithSummary("What each Worker that this service is told of does: frames and messages per second, sampled, scored, and shed by reason. A Worker that does not answer is unknown, not idle.");
}
