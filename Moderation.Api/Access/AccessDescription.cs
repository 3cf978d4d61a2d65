using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Moderation.Api.Access.Accounts;
using Moderation.Core.Wire;

namespace Moderation.Api.Access;

/// <summary>What the description of the API says about who may ask.</summary>
internal static class AccessDescription
{
    private const string Bearer = "bearer";
    private const string Session = "session";
    private const string PermissionsField = "x-permissions";

    private static readonly Dictionary<string, string> Refusals = new()
    {
        [$"{StatusCodes.Status401Unauthorized}"] = "Nobody is known by the request's credentials.",
        [$"{StatusCodes.Status403Forbidden}"] = "The caller's roles do not include what this takes.",
        [$"{StatusCodes.Status429TooManyRequests}"] = "The caller asks too often; Retry-After says when it may again.",
    };

    public static void Describe(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key (mod_…), or a token of the configured issuer." },
            [Session] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = SessionCookie.Name,
                Description = $"A session of somebody who signed in. Changes also carry Origin, or {ForgeryGuard.Header}.",
            },
        };
    }

    public static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var permissions = context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredPermission>().Select(one => WireWord.From(one.Permission)).Distinct().ToList();
        if (permissions.Count == 0)
        {
            operation.Security = [];
            return;
        }

        operation.Security = [Requirement(Bearer, context), Requirement(Session, context)];
        operation.AddExtension(PermissionsField, new JsonNodeExtension(new JsonArray([.. permissions.Select(word => (JsonNode)JsonValue.Create(word))])));
        operation.Responses ??= [];
        foreach (var (status, says) in Refusals)
            operation.Responses.TryAdd(status, new OpenApiResponse { Description = says });
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiOperationTransformerContext context) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };
}
