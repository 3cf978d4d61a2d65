namespace Moderation.Client;

/// <summary>An operation of <c>docs/openapi.json</c>. Everything is sent through one of these, and a test compares each with that document.</summary>
/// <param name="Id">Its <c>operationId</c>.</param>
/// <param name="Method">The method.</param>
/// <param name="Template">Its path, with <c>{name}</c> for what stands in it and <c>{?a,b}</c> at the end for what may be asked (RFC 6570).</param>
internal abstract record Operation(string Id, HttpMethod Method, string Template)
{
    private const string QueryStart = "{?";

    public string Path => Template.Split(QueryStart)[0];

    public IReadOnlyList<string> QueryNames => Template.Contains(QueryStart, StringComparison.Ordinal) ? Template.Split(QueryStart)[1].TrimEnd('}').Split(',') : [];

    /// <summary>The address with the values filled in; a value of the query that is null is left out.</summary>
    /// <exception cref="ArgumentException">A value has no place in the operation, or a place in the path has no value.</exception>
    public Uri Address(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var (path, query) = (Path, new List<string>());
        foreach (var (name, value) in values)
        {
            var place = $"{{{name}}}";
            if (QueryNames.Contains(name))
            {
                if (value is not null)
                    query.Add($"{name}={Uri.EscapeDataString(value)}");
            }
            else if (path.Contains(place, StringComparison.Ordinal) && !string.IsNullOrEmpty(value))
                path = path.Replace(place, Uri.EscapeDataString(value), StringComparison.Ordinal);
            else
                throw new ArgumentException($"{Id} has no place for '{name}', or it is empty.", nameof(values));
        }

        return path.Contains('{', StringComparison.Ordinal)
            ? throw new ArgumentException($"{Id} needs more than it was given: {path}", nameof(values))
            : new Uri(query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", UriKind.Relative);
    }
}

/// <summary>The same with what is sent and what is answered.</summary>
internal sealed record Operation<TRequest, TResponse>(string Id, HttpMethod Method, string Template) : Operation(Id, Method, Template);

/// <summary>In the place of a body that an operation does not have.</summary>
internal sealed record NoBody;
