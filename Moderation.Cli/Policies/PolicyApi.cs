using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Moderation.Cli.Host;

namespace Moderation.Cli.Policies;

/// <summary>The running service, as the commands ask it. Its refusals come back as sentences.</summary>
internal sealed class PolicyApi(HttpClient http) : IDisposable
{
    /// <summary>Names the API key that the commands ask with; none where it is not set, as the development host needs none.</summary>
    public const string KeyVariable = "MODERATION_API_KEY";

    private const string ApiName = "api";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Opens the given service, or that of the development host.</summary>
    /// <exception cref="ToolException">No service is known.</exception>
    public static PolicyApi Open(Uri? given)
    {
        var address = given
            ?? HostState.Read(ModerationHome.Find().HostStateFile)?.Processes.FirstOrDefault(process => process.Name == ApiName)?.Url
            ?? throw new ToolException("no service runs here: start `moderation up`, or give --api http://host:port");
        var http = new HttpClient { BaseAddress = address, Timeout = Patience };
        if (Key is { } key)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new PolicyApi(http);
    }

    /// <summary>Under which name something is recorded that no name is given for: the login name; with a key the key's own, which is said by saying none.</summary>
    public static string DefaultActor => Key is null ? Environment.UserName : "";

    private static string? Key => Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key : null;

    public void Dispose() => http.Dispose();

    public Task<JsonElement> GetAsync(string path, CancellationToken stop) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), stop);

    public Task<JsonElement> PostAsync(string path, object body, CancellationToken stop) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, stop);

    public Task<JsonElement> PutAsync(string path, object body, CancellationToken stop) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) }, stop);

    public Task<JsonElement> DeleteAsync(string path, CancellationToken stop) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path), stop);

    /// <summary>Hands a sheet in.</summary>
    public Task<JsonElement> PostSheetAsync(string path, string yaml, string actor, CancellationToken stop)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(yaml, Encoding.UTF8, "application/yaml") };
        request.Headers.TryAddWithoutValidation("Actor", actor);
        return SendAsync(request, stop);
    }

    /// <summary>Fetches a file.</summary>
    public Task<byte[]> DownloadAsync(string path, CancellationToken stop) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), response => response.Content.ReadAsByteArrayAsync(stop), stop);

    private Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken stop) => SendAsync(
        request,
        async response =>
        {
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(stop));
            return document.RootElement.Clone();
        },
        stop);

    private async Task<T> SendAsync<T>(HttpRequestMessage request, Func<HttpResponseMessage, Task<T>> read, CancellationToken stop)
    {
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request, stop);
                return response.IsSuccessStatusCode
                    ? await read(response)
                    : throw new ToolException(Refusal(await response.Content.ReadAsStringAsync(stop)) ?? $"{request.RequestUri} answers {(int)response.StatusCode}");
            }
            catch (HttpRequestException e)
            {
                throw new ToolException($"the service at {http.BaseAddress} does not answer: {e.Message}", e);
            }
            catch (JsonException e)
            {
                throw new ToolException($"{http.BaseAddress} does not answer as this service does", e);
            }
            catch (TaskCanceledException e) when (!stop.IsCancellationRequested)
            {
                throw new ToolException($"the service at {http.BaseAddress} does not answer in {Patience.TotalSeconds} s", e);
            }
        }
    }

    /// <summary>Title and detail of a problem document; null where the answer is none.</summary>
    private static string? Refusal(string text)
    {
        try
        {
            using var problem = JsonDocument.Parse(text);
            var (title, detail) = (Text(problem.RootElement, "title"), Text(problem.RootElement, "detail"));
            return title is null && detail is null ? null : $"{title} {detail}".Trim();
        }
        catch (JsonException)
        {
            // whatever answers there is not this service; the status says enough
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
