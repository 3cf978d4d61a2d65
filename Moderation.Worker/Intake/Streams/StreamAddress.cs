using Moderation.Core.Subjects;

namespace Moderation.Worker.Intake.Streams;

/// <summary>A fixed stream of the configuration.</summary>
internal sealed class StreamSource
{
    /// <summary>The live that it is.</summary>
    public string LiveId { get; init; } = "";

    /// <summary>Where it is played.</summary>
    public string Url { get; init; } = "";

    /// <summary>What is wrong with it; null when nothing is. Never repeats the address, which may hold a key.</summary>
    public string? FindFault()
    {
        if (!TextId.TryParse<LiveId>(LiveId, out var live) || LiveRecordCheck.IsReserved(live))
            return $"{nameof(LiveId)} must be 1 to {TextId.MaxLength} characters of A-Z a-z 0-9 . _ : - and not reserved";
        return StreamAddress.IsRtmp(Url) || StreamAddress.IsHttp(Url) ? null : $"{nameof(Url)} of {LiveId} must be an address that begins with rtmp, rtmps, http or https";
    }
}

/// <summary>One stream to read.</summary>
/// <param name="LiveId">The live that it is.</param>
/// <param name="Url">An address of a scheme that is allowed. May hold a key: never logged.</param>
/// <param name="PlayPath">Name of the stream at an RTMP server, told apart from the address because ffmpeg would read an ending such as <c>.flv</c> as a file's type; null when the address says all.</param>
internal sealed record StreamAddress(LiveId LiveId, string Url, string? PlayPath)
{
    private static readonly string[] RtmpSchemes = ["rtmp", "rtmps"];
    private static readonly string[] HttpSchemes = ["http", "https"];

    public bool IsHls => IsHttp(Url);

    public static bool IsRtmp(string url) => Has(url, RtmpSchemes);

    public static bool IsHttp(string url) => Has(url, HttpSchemes);

    // what begins with white space would still be a URI to .NET, and a file to ffmpeg
    private static bool Has(string url, string[] schemes) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0
        && Array.Exists(schemes, scheme => uri.Scheme == scheme && url.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase));
}
