using Microsoft.OpenApi;
using Moderation.Api.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.Http;

/// <summary>The published description at <c>/openapi/v1.json</c>. <c>docs/openapi.json</c> is a copy that a test holds.</summary>
internal static class OpenApi
{
    public static void AddDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Moderation",
                Version = "v1",
                Description = "Lives, what is believed about the people in them, decisions, reports, orders to the platform, and the policies behind them.",
            };
            // Whoever reads the copy in docs has no use for the address of the process that wrote it.
            document.Servers?.Clear();
            AccessDescription.Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var parameter in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameters>().SelectMany(known => known.All))
            {
                (operation.Parameters ??= []).Add(new OpenApiParameter
                {
                    Name = parameter.Name,
                    In = ParameterLocation.Query,
                    Description = parameter.Description,
                    Schema = parameter.Schema(),
                });
            }

            AccessDescription.Describe(operation, context);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // Ids have a converter of their own, which the schema generator cannot look into.
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ITextId<>)))
            {
                schema.Type = JsonSchemaType.String;
                schema.Pattern = QueryParameter.IdPattern;
            }

            return Task.CompletedTask;
        });
    });

    /// <summary>Says which query parameters the endpoint takes; every other one is refused by <see cref="QueryReader"/>.</summary>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder endpoint, params QueryParameter[] parameters) =>
        endpoint.WithMetadata(new QueryParameters(parameters)).ProducesProblem(StatusCodes.Status400BadRequest);
}
