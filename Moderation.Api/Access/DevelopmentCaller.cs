using Microsoft.Extensions.Options;
using Moderation.Core.Access;

namespace Moderation.Api.Access;

/// <summary>Who somebody without credentials is on a developer's own machine.</summary>
internal sealed class DevelopmentCaller(IOptions<AccessOptions> options)
{
    public const string Name = "developer";

    private readonly CallerPrincipal? _developer = options.Value.Development ? new CallerPrincipal(Developer()) : null;

    /// <summary>The developer; null where this is no development installation.</summary>
    /// <remarks>A page of somebody else's site that has its name led to this machine is not let in: its requests name that host.</remarks>
    public CallerPrincipal? Of(HttpRequest request) => _developer is not null && request.IsForLoopback() ? _developer : null;

    private static Caller Developer() => new()
    {
        Id = Name, Name = Name, Pseudonym = Pseudonym.Of(Name), Kind = CallerKind.Person, Roles = Enum.GetValues<Role>(), Proof = CallerProof.Development, MayNameActor = true,
    };
}
