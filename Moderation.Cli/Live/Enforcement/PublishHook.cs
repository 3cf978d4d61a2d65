using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Moderation.Cli.Live.Enforcement;

/// <summary>Answers nginx-rtmp's question whether somebody may publish, out of the orders that were seen, until the service has an answer of its own.</summary>
internal sealed class PublishHook : IAsyncDisposable
{
    private const string Path = "/publish";
    private readonly WebApplication _app;

    private PublishHook(WebApplication app) => _app = app;

    public Uri Url => new(new Uri(_app.Urls.Single()), Path);

    public static async Task<PublishHook> StartAsync(PublishGate gate, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost(Path, (HttpRequest request) => AnswerAsync(request, gate));
        await app.StartAsync(ct);
        return new PublishHook(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<IResult> AnswerAsync(HttpRequest request, PublishGate gate)
    {
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        // that somebody has stopped is only told, not asked
        return form["call"] == "publish" && !gate.Admits(form["name"]) ? Results.StatusCode(StatusCodes.Status403Forbidden) : Results.Ok();
    }
}
