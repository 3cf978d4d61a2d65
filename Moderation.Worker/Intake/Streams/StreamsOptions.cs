using System.ComponentModel.DataAnnotations;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Which streams the role <c>streams</c> reads, and what it takes out of them. Section <c>Intake:Streams</c>.</summary>
internal sealed class StreamsOptions : IValidatableObject
{
    public const string Section = "Intake:Streams";

    /// <summary>nginx-rtmp's page of statistics (<c>rtmp_stat all</c>), as <c>http://127.0.0.1:8080/stat</c>: whoever publishes is a live. Left out: only <c>Sources</c> are read. One process per page.</summary>
    [Url]
    public string? StatUrl { get; init; }

    /// <summary>Where the streams of the page are played: the application's address, without a stream's name.</summary>
    [Required]
    public string PlayUrl { get; init; } = "rtmp://127.0.0.1:1935/live";

    /// <summary>Fixed streams: <c>Sources:0:LiveId</c>, <c>Sources:0:Url</c> (rtmp, rtmps, or http and https for HLS), and so on.</summary>
    public IReadOnlyList<StreamSource>? Sources { get; init; }

    /// <summary>How often the page is asked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:00:01")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a publisher may be away, and no frame come, before the live has ended. One that is back sooner goes on with the same live, and with what is known about it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan EndAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most streams that are read at once; later ones wait for room and are counted.</summary>
    [Range(1, 500)]
    public int MaxStreams { get; init; } = 32;

    /// <summary>Frames per second and live that are published; every frame is read.</summary>
    [Range(0.1, 30.0)]
    public double FramesPerSecond { get; init; } = 2;

    /// <summary>Wider pictures are made this wide before they are published.</summary>
    [Range(64, 4096)]
    public int MaxWidthPx { get; init; } = 1280;

    /// <summary>JPEG quantiser of ffmpeg: 2 is the best picture, 31 the smallest.</summary>
    [Range(2, 31)]
    public int Quantiser { get; init; } = 4;

    /// <summary>Largest frame that is published; the topic must take it. Larger ones are skipped and counted.</summary>
    [Range(10_000, 4_000_000)]
    public int MaxFrameBytes { get; init; } = 1_000_000;

    /// <summary>Bytes of frames that may wait for the broker; beyond them frames are skipped and counted.</summary>
    [Range(1_000_000, 1_000_000_000)]
    public long MaxBytesWaiting { get; init; } = 32_000_000;

    /// <summary>How long a frame may wait for the broker. An older one is of no use.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan DeliverWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A reader that brings no frame for so long is killed and begun again. Joining a stream without sound takes up to 4 s, and longer where key frames are rarer than each two seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait before a reader is begun again; doubled at each failure in a row.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan FirstRestartWait { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait before a reader is begun again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan LongestRestartWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The program that reads streams, version 5.1 or newer.</summary>
    [Required]
    public string Ffmpeg { get; init; } = "ffmpeg";

    /// <summary>The application of <see cref="PlayUrl"/>.</summary>
    internal string Application => new Uri(PlayUrl).AbsolutePath.Trim('/');

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!StreamAddress.IsRtmp(PlayUrl) || Application is "" || Application.Contains('/', StringComparison.Ordinal))
            yield return new ValidationResult($"{Section}:{nameof(PlayUrl)} is an address such as rtmp://127.0.0.1:1935/live");
        foreach (var source in Sources ?? [])
        {
            if (source.FindFault() is { } fault)
                yield return new ValidationResult($"{Section}:{nameof(Sources)}: {fault}");
        }

        if (Sources?.GroupBy(source => source.LiveId).FirstOrDefault(group => group.Count() > 1) is { } twice)
            yield return new ValidationResult($"{Section}:{nameof(Sources)}: two streams have the live id {twice.Key}");
    }
}
