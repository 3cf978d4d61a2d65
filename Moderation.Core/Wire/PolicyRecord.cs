using System.Text.Json.Serialization;

namespace Moderation.Core.Wire;

/// <summary>Where a policy sheet is in its life.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<PolicyStage>))]
public enum PolicyStage
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Its own tests pass.</summary>
    Tested,

    /// <summary>Decides, without effect.</summary>
    Shadow,

    /// <summary>Decides for a share of the lives.</summary>
    Canary,

    /// <summary>Decides.</summary>
    Live,

    /// <summary>No longer used.</summary>
    Retired,
}

/// <summary>A policy sheet and where it is in its life. Value of <see cref="TopicNames.Policies"/> (compacted), key is the policy's name.</summary>
public sealed record PolicyRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>Name of the policy.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of the normalised sheet with its model and calibration references.</summary>
    public required string Hash { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required PolicyStage Stage { get; init; }

    /// <summary>When that was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The sheet in its canonical JSON form.</summary>
    public required string Sheet { get; init; }
}
