using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Moderation.Client;

/// <summary>Sends one operation and reads its answer.</summary>
internal sealed class ApiCaller(HttpClient http)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <exception cref="ModerationProblemException">The Api refused.</exception>
    public Task<TResponse> CallAsync<TResponse>(Operation<NoBody, TResponse> operation, CancellationToken token, params ReadOnlySpan<(string Name, string? Value)> values) =>
        WholeAsync(operation, new HttpRequestMessage(operation.Method, operation.Address(values)), token);

    /// <exception cref="ModerationProblemException">The Api refused.</exception>
    public Task<TResponse> SendAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest body, CancellationToken token, params ReadOnlySpan<(string Name, string? Value)> values) =>
        WholeAsync(operation, Request(operation, body, values), token);

    /// <summary>The same where the Api may have nothing to give.</summary>
    /// <exception cref="ModerationProblemException">The Api refused.</exception>
    public Task<TResponse?> SendForOneOrNoneAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest body, CancellationToken token)
        where TResponse : class => AnswerAsync(operation, Request(operation, body), token);

    /// <summary>Sends a request of one's own making, such as one that is signed.</summary>
    /// <exception cref="ModerationProblemException">The Api refused.</exception>
    public async Task<TResponse> WholeAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, HttpRequestMessage request, CancellationToken token) =>
        await AnswerAsync(operation, request, token).ConfigureAwait(false) ?? throw new JsonException($"{operation.Id} was answered with nothing.");

    /// <summary>Opens an answer that goes on; whoever asked closes it.</summary>
    /// <exception cref="ModerationProblemException">The Api refused.</exception>
    public async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken token)
    {
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw new ModerationProblemException(answer.StatusCode, await ProblemAsync(answer, token).ConfigureAwait(false), answer.Headers.RetryAfter?.Delta);
    }

    public static byte[] Bytes<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, TypeOf<T>());

    public static ByteArrayContent Content(byte[] body) => new(body) { Headers = { ContentType = Json } };

    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ClientJson.Default.GetTypeInfo(typeof(T))!;

    private static HttpRequestMessage Request<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest body, params ReadOnlySpan<(string Name, string? Value)> values) =>
        new(operation.Method, operation.Address(values)) { Content = Content(Bytes(body)) };

    private static async Task<Problem?> ProblemAsync(HttpResponseMessage answer, CancellationToken token)
    {
        try
        {
            var bytes = await answer.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, ClientJson.Default.Problem);
        }
        catch (JsonException)
        {
            // A proxy's page: the status is all that is known.
            return null;
        }
    }

    private async Task<TResponse?> AnswerAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, HttpRequestMessage request, CancellationToken token)
    {
        using (request)
        {
            using var answer = await OpenAsync(request, token).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.NoContent)
                return default;
            var bytes = await answer.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, TypeOf<TResponse>());
        }
    }
}
