namespace Moderation.Worker.Intake.Streams;

/// <summary>Reads pages of servers that may be broken or hostile: neither their length nor their patience is trusted.</summary>
internal static class WholePage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Reads one page to its end, within two seconds. A page that trickles ends there too.</summary>
    /// <param name="http">The client; redirections are followed as it is told to.</param>
    /// <param name="address">The page.</param>
    /// <param name="mostBytes">A longer page is an error.</param>
    /// <param name="stop">Ends the reading at once.</param>
    /// <returns>The answer with its body in memory, whatever its status.</returns>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    /// <exception cref="IOException">The page is too long, or broke off.</exception>
    /// <exception cref="OperationCanceledException">It took too long, or <paramref name="stop"/> was asked for.</exception>
    public static async Task<(HttpResponseMessage Answer, MemoryStream Body)> ReadAsync(HttpClient http, Uri address, int mostBytes, CancellationToken stop)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(Patience);
        var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, soon.Token);
        try
        {
            await using var page = await answer.Content.ReadAsStreamAsync(soon.Token);
            return (answer, await CopyAsync(page, mostBytes, soon.Token));
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

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
