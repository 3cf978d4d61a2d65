using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What a switch of enforcement concerns.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ControlScope>))]
public enum ControlScope
{
    /// <summary>Every order.</summary>
    Everything,

    /// <summary>The orders of one policy.</summary>
    Policy,

    /// <summary>The orders of one kind.</summary>
    Kind,
}

/// <summary>How a switch stands.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ControlMode>))]
public enum ControlMode
{
    /// <summary>Orders are sent. For a kind, this also closes its breaker again.</summary>
    Enforce,

    /// <summary>Orders are only written down, as a trial.</summary>
    DryRun,

    /// <summary>Orders are only written down: something is wrong.</summary>
    Off,
}

/// <summary>A switch that a person set over enforcement. Value of <see cref="TopicNames.Controls"/> (compacted), key is what <see cref="ToKey"/> says.</summary>
/// <remarks>Of several switches that concern an order the strictest holds. None ever stops a reversal.</remarks>
public sealed record ControlRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>What it concerns.</summary>
    public required ControlScope Scope { get; init; }

    /// <summary>Name of the policy, or the kind as its wire word; null for everything.</summary>
    public string? Name { get; init; }

    /// <summary>How it stands.</summary>
    public required ControlMode Mode { get; init; }

    /// <summary>Whether what is in force under it is taken back at once. Only with <see cref="ControlMode.Off"/>.</summary>
    public bool Lift { get; init; }

    /// <summary>When it was set.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it goes back to <see cref="ControlMode.Enforce"/> by itself; null for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Who set it.</summary>
    public required string Actor { get; init; }

    /// <summary>Why, in the words of whoever set it.</summary>
    public required string Note { get; init; }

    /// <summary>The record's key: one switch for everything, one for each policy and each kind.</summary>
    public string ToKey() => Scope == ControlScope.Everything ? WireWord.From(Scope) : $"{WireWord.From(Scope)}:{Name}";

    /// <inheritdoc/>
    public string? FindFault() => this switch
    {
        { Scope: ControlScope.Everything, Name: not null } => "a switch over everything has no name",
        { Scope: ControlScope.Policy } when Name is null || !TextId.IsValid(Name) => "a switch over a policy needs its name",
        { Scope: ControlScope.Kind } when Name is null || !WireWord.All<ActionKind>().Contains(Name) => "a switch over a kind needs a known kind as name",
        { Lift: true, Mode: not ControlMode.Off } => "only what is switched off is lifted",
        _ when Until <= At => "until must be after at",
        _ when string.IsNullOrWhiteSpace(Actor) || string.IsNullOrWhiteSpace(Note) => "actor and note must be said",
        _ => null,
    };
}
