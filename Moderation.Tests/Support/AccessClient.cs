using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Access;
using Moderation.Api.Access.Keys;
using Moderation.Core.Access;

namespace Moderation.Tests.Support;

/// <summary>Asks an Api that lets nobody in without credentials.</summary>
internal static class AccessClient
{
    public static readonly (string Key, string Value) Closed = ("Access:Development", "false");

    /// <summary>Makes a key the way the tool does with a new database, and has it known.</summary>
    public static async Task<string> KeyAsync(this ModerationApplication app, string name, params Role[] roles) => await app.KeyAsync(name, false, roles);

    public static async Task<string> KeyAsync(this ModerationApplication app, string name, bool mayNameActor, params Role[] roles)
    {
        var now = TimeProvider.System.GetUtcNow();
        var key = await app.Services.GetRequiredService<KeyStore>().CreateAsync(new AskedKey(name, roles, now.AddDays(1), mayNameActor), "a test", now, CancellationToken.None);
        await app.Services.GetRequiredService<CallerDirectory>().RefreshAsync(CancellationToken.None);
        return key!.Text;
    }

    /// <summary>A client that brings a key along, or nothing.</summary>
    public static HttpClient With(this ModerationApplication app, string? key)
    {
        var client = app.CreateClient(new() { HandleCookies = false, AllowAutoRedirect = false });
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    /// <summary>Asks, and gives status and answer.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(this HttpClient client, HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text.Length == 0 ? "null" : text);
        return (response.StatusCode, document.RootElement.Clone());
    }

    /// <summary>The type of a problem, without what all have in front.</summary>
    public static string Problem(this JsonElement body) => body.GetProperty("type").GetString()!["urn:moderation:problem:".Length..];
}
