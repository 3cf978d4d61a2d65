using System.Collections.Frozen;
using System.Reflection;
using Moderation.Core.Access;

namespace Moderation.Api.Access;

/// <summary>Who asks. An endpoint's handler takes it as a parameter.</summary>
internal sealed record Caller
{
    private readonly FrozenSet<Permission> _permissions = [];

    /// <summary>Id of the account or the key; it never leaves this service.</summary>
    public required string Id { get; init; }

    /// <summary>Name in this service's own histories: a person's account name, or <c>service:</c> and the key's name.</summary>
    public required string Name { get; init; }

    /// <summary>The only name that goes out on topics.</summary>
    public required string Pseudonym { get; init; }

    public required CallerKind Kind { get; init; }

    public required IReadOnlyList<Role> Roles
    {
        get;
        init
        {
            field = value;
            _permissions = RolePermissions.Of(value);
        }
    }

    /// <summary>By what it was known.</summary>
    public required CallerProof Proof { get; init; }

    /// <summary>Whether it may say for whom it asks: a tool that several people use.</summary>
    public bool MayNameActor { get; init; }

    public bool Holds(Permission permission) => _permissions.Contains(permission);

    /// <summary>Gives handlers the caller. The endpoint has a permission, so there is one.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(context.FindCaller());
}

/// <summary>By what a caller was known.</summary>
internal enum CallerProof
{
    /// <summary>An API key.</summary>
    Key,

    /// <summary>The cookie of a session.</summary>
    Session,

    /// <summary>A token of the configured issuer.</summary>
    Token,

    /// <summary>Nothing: this is a development installation, and the request came without credentials.</summary>
    Development,
}
