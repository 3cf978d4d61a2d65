using System.Net;

namespace Moderation.Worker.Intake.Streams;

/// <summary>A page of a server that may be broken or hostile, read to its end: neither the page's length nor the server's patience was trusted.</summary>
/// <param name="Status">What the server said of it.</param>
/// <param name="Address">Where it is, after redirections.</param>
/// <param name="Body">What it holds, from its beginning.</param>
internal sealed record WholePage(HttpStatusCode Status, Uri Address, MemoryStream Body)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Reads a page within two seconds. One that trickles ends there too.</summary>
    /// <param name="http">The client; redirections are followed as it is told to.</param>
    /// <param name="address">The page.</param>
    /// <param name="mostBytes">A longer page is an error.</param>
    /// <param name="stop">Ends the reading at once.</param>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    /// <exception cref="IOException">The page is too long, or broke off.</exception>
    /// <exception cref="OperationCanceledException">It took too long, or <paramref name="stop"/> was asked for.</exception>
    public static async Task<WholePage> ReadAsync(HttpClient http, Uri address, int mostBytes, CancellationToken stop)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(Patience);
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, soon.Token);
        await using var page = await answer.Content.ReadAsStreamAsync(soon.Token);
        return new WholePage(answer.StatusCode, answer.RequestMessage?.RequestUri ?? address, await CopyAsync(page, mostBytes, soon.Token));
    }

    /// <summary>The body of a page that is what was asked for.</summary>
    /// <exception cref="HttpRequestException">The server says that it is not.</exception>
    public Stream Required() => (int)Status is >= 200 and < 300 ? Body : throw new HttpRequestException($"the server answered {(int)Status}", null, Status);

    private static async Task<MemoryStream> CopyAsync(Stream page, int mostBytes, CancellationToken stop)
    {
        var whole = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (await page.ReadAsync(buffer, stop) is > 0 and var count)
        {
            if (whole.Length + count > mostBytes)
                throw new IOException($"the page has more than {mostBytes} bytes");
            whole.Write(buffer, 0, count);
        }

        whole.Position = 0;
        return whole;
    }
}
