using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Api.Policies;

/// <summary>What happened to a version of a policy.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<PolicyEventKind>))]
public enum PolicyEventKind
{
    /// <summary>It was handed in.</summary>
    Created,

    /// <summary>Its comments or tests were written anew while it was a draft; what it decides is the same.</summary>
    Reworded,

    /// <summary>It was put into a state when the installation had no policies yet.</summary>
    Bootstrapped,

    /// <summary>It went a step on.</summary>
    Promoted,

    /// <summary>Another version took its place.</summary>
    Replaced,

    /// <summary>It came back, or went, because somebody rolled the policy back.</summary>
    RolledBack,

    /// <summary>It was taken out of use.</summary>
    Retired,

    /// <summary>It spent its budget of wrongful orders: every order waits for a person.</summary>
    Demoted,

    /// <summary>Its orders no longer wait for people by reason of the budget.</summary>
    Reinstated,
}
