using System.Net.Http.Json;
using System.Text.Json;

namespace Moderation.Tests.Support;

/// <summary>A platform that asks an Api of another process about gifts.</summary>
internal sealed class PlatformClient(int port) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    public Task WaitUntilKnownAsync() => ModerationApplication.EventuallyAsync(() => AskAsync("nothing-here", NewId("live")), answer => answer == "allow unrestricted");

    /// <summary>Asks about new gifts until so many are held, and gives their ids.</summary>
    public async Task<List<string>> HoldAsync(string live, int count)
    {
        var gifts = new List<string>();
        await ModerationApplication.EventuallyAsync(
            async () =>
            {
                var gift = NewId(live);
                if ((await AskAsync(live, gift)).StartsWith("hold", StringComparison.Ordinal))
                    gifts.Add(gift);
                return gifts.Count;
            },
            held => held == count);
        return gifts;
    }

    public void Dispose() => _http.Dispose();

    private static string NewId(string live) => $"g-{live}-{Guid.CreateVersion7():N}";

    private async Task<string> AskAsync(string live, string gift)
    {
        try
        {
            using var response = await _http.PostAsJsonAsync(new Uri("/v1/gifts:authorize", UriKind.Relative), GiftQuestions.Body(live, gift));
            var body = await response.Content.ReadFromJsonAsync<JsonElement>();
            return $"{body.GetProperty("decision").GetString()} {body.GetProperty("reason").GetProperty("code").GetString()}";
        }
        catch (HttpRequestException e)
        {
            // It is still starting.
            return e.Message;
        }
    }
}
