using Moderation.Api.Http;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Controls;

/// <summary>One row of <c>enforcement_control</c>, and whether it is the newest of its key.</summary>
internal sealed record ControlRow
{
    public string ControlId { get; init; } = "";

    public string Scope { get; init; } = "";

    public string? Name { get; init; }

    public string Mode { get; init; } = "";

    public bool Lift { get; init; }

    public DateTimeOffset SetAt { get; init; }

    public DateTimeOffset? UntilAt { get; init; }

    public string Actor { get; init; } = "";

    public string Note { get; init; } = "";

    public bool IsCurrent { get; init; }

    public Cursor Cursor => new(SetAt, ControlId);

    public ControlRecord ToRecord() => new()
    {
        V = WireVersion.Current,
        Scope = WireWord.Parse<ControlScope>(Scope),
        Name = Name,
        Mode = WireWord.Parse<ControlMode>(Mode),
        Lift = Lift,
        At = SetAt,
        Until = UntilAt,
        Actor = Actor,
        Note = Note,
    };

    public ControlHistoryResponse ToResponse() => new()
    {
        Scope = WireWord.Parse<ControlScope>(Scope),
        Name = Name,
        Mode = WireWord.Parse<ControlMode>(Mode),
        Lift = Lift,
        At = SetAt,
        Until = UntilAt,
        Actor = Actor,
        Note = Note,
        IsCurrent = IsCurrent,
    };
}
