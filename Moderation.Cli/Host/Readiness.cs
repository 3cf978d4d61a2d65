namespace Moderation.Cli.Host;

/// <summary>Asks a program whether it is ready.</summary>
internal static class Readiness
{
    public const string Path = "/health/ready";
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(3) };

    /// <summary>Whether it answers <c>/health/ready</c> with success. No answer is a no, not an error.</summary>
    public static Task<bool> AnswersAsync(HostedProgram program, CancellationToken ct) => AnswersAsync(program.Url, ct);

    public static async Task<bool> AnswersAsync(Uri url, CancellationToken ct)
    {
        try
        {
            using var response = await Client.GetAsync(new Uri(url, Path), ct);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
