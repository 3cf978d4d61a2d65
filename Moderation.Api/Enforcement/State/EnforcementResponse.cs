using Moderation.Api.Enforcement.Controls;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.State;

/// <summary>How enforcement stands. Figures are null while it was never heard of; with <see cref="IsSilent"/> they are what it said last.</summary>
public sealed record EnforcementResponse
{
    /// <summary>When it was so, by the clock of whoever enforces.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>How long ago that was heard, in seconds.</summary>
    public required double? AgeSeconds { get; init; }

    /// <summary>Whether nothing was heard for more than 5 seconds: then nothing is enforced, or this service cannot hear it.</summary>
    public required bool IsSilent { get; init; }

    /// <summary>Why this service hears nothing, where it is itself the reason: it does not reach the broker, or a topic is missing.</summary>
    public required string? Trouble { get; init; }

    /// <summary>Orders that wait for a person.</summary>
    public required int? Held { get; init; }

    /// <summary>Orders that the platform has not answered.</summary>
    public required int? Unanswered { get; init; }

    /// <summary>Those of them that somebody was alerted about.</summary>
    public required int? Overdue { get; init; }

    /// <summary>Orders in force.</summary>
    public required int? InForce { get; init; }

    /// <summary>Breakers that have tripped: further orders of these kinds wait for people.</summary>
    public required IReadOnlyList<TrippedBreaker>? Breakers { get; init; }

    /// <summary>Switches that are not at <c>enforce</c>.</summary>
    public required IReadOnlyList<ControlInForceResponse> Controls { get; init; }

    /// <summary>Where to go from here.</summary>
    public required EnforcementLinks Links { get; init; }

    internal static EnforcementResponse Of(EnforcementView view)
    {
        var state = view.State;
        return new EnforcementResponse
        {
            At = state?.At,
            AgeSeconds = view.Age?.TotalSeconds,
            IsSilent = view.IsSilent,
            Trouble = view.Trouble,
            Held = state?.Held,
            Unanswered = state?.Unanswered,
            Overdue = state?.Overdue,
            InForce = state?.InForce,
            Breakers = state?.Breakers,
            Controls = view.Controls(),
            Links = EnforcementLinks.Instance,
        };
    }
}

/// <summary>Where to go from how enforcement stands.</summary>
public sealed record EnforcementLinks(string Self, string Controls, string Held, string Unanswered, string Overdue, string InForce)
{
    internal static readonly EnforcementLinks Instance = new(
        "/v1/enforcement", "/v1/enforcement/controls", "/v1/actions?state=held", "/v1/actions?state=released", "/v1/actions?overdue=true", "/v1/actions?active=true");
}
