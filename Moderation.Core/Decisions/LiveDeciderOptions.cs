using System.ComponentModel.DataAnnotations;

namespace Moderation.Core.Decisions;

/// <summary>How faces are followed inside a tile, and how much one live may hold. Section <c>Decisions</c> of the configuration.</summary>
public sealed class LiveDeciderOptions : IValidatableObject
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Decisions";

    /// <summary>Longest event time between two sightings that position alone may join.</summary>
    /// <value>10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:05:00")]
    public TimeSpan TrackGap { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Event time after which a track that was not seen is dropped, and its belief with it.</summary>
    /// <value>2 min.</value>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan TrackLifetime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Farthest that a face's centre may move between two sightings, as a share of its tile's width and height.</summary>
    /// <value>0.25</value>
    [Range(0.01, 1.5)]
    public double LongestStep { get; init; } = 0.25;

    /// <summary>Most tracks of one participant; a new one takes the place of the one not seen for longest.</summary>
    /// <value>6</value>
    [Range(1, 64)]
    public int MaxTracks { get; init; } = 6;

    /// <summary>Most participants of one live, those who left included; whoever left first is forgotten first.</summary>
    /// <value>64</value>
    [Range(1, 4096)]
    public int MaxParticipants { get; init; } = 64;

    /// <summary>Most accounts of one live that are followed as gifters; whose last gift is oldest makes place.</summary>
    /// <value>2048</value>
    [Range(16, 1_048_576)]
    public int MaxGifters { get; init; } = 2_048;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        TrackLifetime < TrackGap ? [new ValidationResult("TrackLifetime must not be under TrackGap", [nameof(TrackLifetime)])] : [];
}
