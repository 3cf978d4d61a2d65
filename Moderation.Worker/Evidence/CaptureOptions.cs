using System.ComponentModel.DataAnnotations;

namespace Moderation.Worker.Evidence;

/// <summary>How what reports cite is read back. Section <c>Evidence:Capture</c>.</summary>
internal sealed class CaptureOptions
{
    public const string Section = "Evidence:Capture";

    /// <summary>How many entries of the log, up to the one that tipped the report, are looked through for where the faces and the subject's tile were, and for the labels of lines. What lies further back is not known: more of the frame is kept, and lines stand without labels.</summary>
    [Range(0, 1_000_000)]
    public int LookBack { get; init; } = 5_000;

    /// <summary>Longest side of a picture that is kept, in pixels.</summary>
    [Range(64, 4096)]
    public int LongestSidePx { get; init; } = 768;

    /// <summary>Longest silence of the broker before a report is begun anew.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan BrokerPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Failures of the vault's disk in a row after which the host stops; what is in hand is delivered again.</summary>
    [Range(1, 1000)]
    public int MaxFailuresInARow { get; init; } = 5;
}
