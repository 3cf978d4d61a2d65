using System.Net;
using System.Text.Json;
using Moderation.Core.Enforcement;
using Moderation.Core.Wire;

namespace Moderation.Worker.Enforcement.Edges;

/// <summary>Posts orders to a web address, signed by the Standard Webhooks scheme.</summary>
/// <remarks>
/// The answer counts as a receipt when it carries one. 410 is a refusal; every other failure, and silence, is an order without an answer. Redirects are not
/// followed: whoever could send one could lead orders astray.
/// </remarks>
internal sealed class WebhookEdge(int number, WebhookTarget target, IHttpClientFactory clients, TimeProvider time) : IOrderEdge
{
    public const string Client = "enforcement.webhook";
    private const int MostAnswerBytes = 16 * 1024;
    private readonly Uri _url = new(target.Url);
    private readonly WebhookSecret[] _secrets = target.ReadSecrets();
    private readonly HashSet<ActionKind> _kinds = [.. target.Kinds.Select(WireWord.Parse<ActionKind>)];

    public string Name { get; } = $"webhook-{number}";

    public int Lanes => target.Lanes;

    public string Describes => _url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    public bool Takes(ActionKind kind) => _kinds.Count == 0 || _kinds.Contains(kind);

    public async Task<EdgeAnswer> SendAsync(EdgeSending sending, CancellationToken stop)
    {
        using var slow = new CancellationTokenSource(target.Timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, slow.Token);
        using var client = clients.CreateClient(Client);
        using var request = Request(sending);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (response.StatusCode == HttpStatusCode.Gone)
                return new EdgeAnswer.Answered(Receipt(sending.Order, ReceiptStatus.Refused, time.GetUtcNow(), "410 Gone"));
            if (!response.IsSuccessStatusCode)
                return new EdgeAnswer.TryAgain($"answered {(int)response.StatusCode}");
            return Read(sending.Order, await ReadAsync(response.Content, limit.Token));
        }
        catch (OperationCanceledException) when (slow.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return new EdgeAnswer.TryAgain($"no answer within {target.Timeout}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new EdgeAnswer.TryAgain(e is HttpRequestException { HttpRequestError: var error } ? $"not reached: {error}" : "the answer broke off");
        }
    }

    private HttpRequestMessage Request(EdgeSending sending)
    {
        var now = time.GetUtcNow();
        var body = Body(sending.Order, now);
        var id = sending.Order.ActionId.Value;
        var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimeHeader, WebhookSignature.TimeText(now));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(id, now, body, _secrets));
        if (sending.TraceParent is { } trace)
            request.Headers.TryAddWithoutValidation(FrameHeaders.TraceParent, System.Text.Encoding.UTF8.GetString(trace));
        return request;
    }

    private static byte[] Body(ActionRecord order, DateTimeOffset now)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("type", order.Reverses is null ? "action.ordered" : "action.reversed");
            writer.WriteString("timestamp", now);
            writer.WritePropertyName("data");
            writer.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(order, WireJson.Default.ActionRecord));
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The answer's body; null when it is longer than any receipt.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken stop)
    {
        await using var stream = await content.ReadAsStreamAsync(stop);
        var buffer = new byte[MostAnswerBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        return length > MostAnswerBytes ? null : buffer[..length];
    }

    /// <remarks>What is no receipt says no more than that the order arrived.</remarks>
    private EdgeAnswer Read(ActionRecord order, byte[]? body) => body is { Length: > 0 } && WebhookAnswer.TryRead(body) is { } answer
        ? new EdgeAnswer.Answered(Receipt(order, answer.Status, answer.At ?? time.GetUtcNow(), answer.Detail))
        : new EdgeAnswer.Delivered();

    private static ActionReceiptRecord Receipt(ActionRecord order, ReceiptStatus status, DateTimeOffset at, string? detail) => new()
    {
        V = WireVersion.Current, LiveId = order.LiveId, ActionId = order.ActionId, Status = status, At = at, Detail = detail,
    };
}
