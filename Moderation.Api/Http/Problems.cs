using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Api.Access;
using Moderation.Api.Publication;
using Moderation.Api.Web;
using Npgsql;

namespace Moderation.Api.Http;

/// <summary>Every answer that is no success is a problem document with a stable type and a sentence that helps.</summary>
internal static class Problems
{
    private const int RetryAfterSeconds = 5;

    public static void AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<ExceptionProblems>();
        // By default a fault that has its answer is not logged at all; one of ours must be, with its stack.
        services.AddExceptionHandler(options =>
            options.SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException or BrokerAwayException || IsDatabaseAway(context.Exception));
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Complete(context.ProblemDetails, context.HttpContext));
    }

    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => context.HttpContext.Request.IsForConsole()
            ? ConsolePage.ExecuteProblemAsync(context.HttpContext, context.HttpContext.Response.StatusCode, Said(context.HttpContext))
            : context.HttpContext.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext
            {
                HttpContext = context.HttpContext, ProblemDetails = new ProblemDetails { Status = context.HttpContext.Response.StatusCode },
            }).AsTask());
    }

    public static ProblemHttpResult InvalidQuery(IDictionary<string, string[]> errors) => TypedResults.Problem(new HttpValidationProblemDetails(errors)
    {
        Type = ProblemTypes.InvalidQuery,
        Title = "The query cannot be used.",
        Detail = string.Join(" ", errors.SelectMany(error => error.Value.Select(text => $"{error.Key}: {text}"))),
        Status = StatusCodes.Status400BadRequest,
    });

    public static ProblemHttpResult NotFound(string what, string id) => TypedResults.Problem(
        type: ProblemTypes.NotFound,
        title: "Not found.",
        detail: $"There is no {what} '{id}'. A new one appears here some moments after it is on its topic.",
        statusCode: StatusCodes.Status404NotFound);

    /// <summary>A refusal of something that was understood.</summary>
    /// <param name="type">Of <see cref="ProblemTypes"/>.</param>
    /// <param name="title">The same for all of the type.</param>
    /// <param name="detail">What helps.</param>
    /// <param name="status">The status.</param>
    /// <param name="refusal">Where one type has several reasons that programs tell apart: which, as one word.</param>
    public static ProblemHttpResult Refused(string type, string title, string detail, int status, string? refusal = null) =>
        TypedResults.Problem(type: type, title: title, detail: detail, statusCode: status, extensions: refusal is null ? null : [new("refusal", refusal)]);

    public static ProblemHttpResult InvalidRequest(string detail) =>
        Refused(ProblemTypes.InvalidRequest, "The request cannot be used.", detail, StatusCodes.Status400BadRequest);

    private static bool IsDatabaseAway(Exception exception) =>
        exception is NpgsqlException database && (database is not PostgresException || database.IsTransient);

    private static string Said(HttpContext context)
    {
        var problem = new ProblemDetails { Status = context.Response.StatusCode };
        Complete(problem, context);
        return problem.Detail!;
    }

    /// <summary>Gives the answers that the framework makes itself the same form.</summary>
    private static void Complete(ProblemDetails problem, HttpContext context)
    {
        problem.Instance = context.Request.Path;
        if (problem.Type?.StartsWith("urn:", StringComparison.Ordinal) == true)
            return;
        (problem.Type, problem.Detail) = problem.Status switch
        {
            StatusCodes.Status404NotFound => (ProblemTypes.NoSuchEndpoint, "There is no such path. /v1 lists what there is."),
            StatusCodes.Status405MethodNotAllowed => (ProblemTypes.NoSuchEndpoint, $"{context.Request.Method} is not allowed here."),
            StatusCodes.Status401Unauthorized => (ProblemTypes.NotSignedIn, "Say who asks: the header Authorization with Bearer and a key that can be used, or a session."),
            StatusCodes.Status403Forbidden => (ProblemTypes.NotPermitted, AccessProblems.Explain(context)),
            StatusCodes.Status429TooManyRequests => (ProblemTypes.TooManyRequests, "This caller asked more often than it may; Retry-After says when it may again."),
            >= 500 => (ProblemTypes.Internal, problem.Detail ?? "The service failed; its log says more."),
            _ => (ProblemTypes.BadRequest, problem.Detail ?? "The request cannot be read."),
        };
    }

    private sealed class ExceptionProblems(IProblemDetailsService problems) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            var problem = exception switch
            {
                _ when IsDatabaseAway(exception) => new ProblemDetails
                {
                    Type = ProblemTypes.DatabaseUnavailable,
                    Title = "The database does not answer.",
                    Detail = "Nothing is lost: decisions go on, and the tables catch up when the database is back.",
                    Status = StatusCodes.Status503ServiceUnavailable,
                },
                BrokerAwayException e => new ProblemDetails
                {
                    Type = ProblemTypes.BrokerUnavailable,
                    Title = "The broker did not take it.",
                    Detail = $"Whether it is written is not known, and writing it again does no harm: ask again. {e.Message}",
                    Status = StatusCodes.Status503ServiceUnavailable,
                },
                BadHttpRequestException e => new ProblemDetails { Title = "Bad request.", Status = e.StatusCode },
                _ => new ProblemDetails { Title = "Internal error.", Status = StatusCodes.Status500InternalServerError },
            };
            httpContext.Response.StatusCode = problem.Status!.Value;
            if (problem.Status == StatusCodes.Status503ServiceUnavailable)
                httpContext.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
            if (httpContext.Request.IsForConsole())
            {
                Complete(problem, httpContext);
                await ConsolePage.ExecuteProblemAsync(httpContext, problem.Status.Value, problem.Detail!);
                return true;
            }

            return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
        }
    }
}
