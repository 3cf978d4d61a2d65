using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Http;

/// <summary>Reads a query and collects everything that is wrong with it. A parameter that is not known is wrong too: a misspelt filter must not widen a list.</summary>
internal sealed class QueryReader
{
    private readonly IQueryCollection _query;
    private readonly Dictionary<string, string[]> _errors = [];

    public QueryReader(HttpContext context)
    {
        _query = context.Request.Query;
        var known = context.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>()?.All ?? [];
        foreach (var (name, values) in _query)
        {
            if (!known.Any(parameter => parameter.Name == name))
                Fault(name, $"is not a parameter of this list; there are {string.Join(", ", known.Select(parameter => parameter.Name))}.");
            else if (values.Count > 1)
                Fault(name, "is given more than once.");
        }
    }

    public IDictionary<string, string[]> Errors => _errors;

    public bool IsFaulty => _errors.Count > 0;

    public string? Text(QueryParameter parameter)
    {
        if (Value(parameter) is not { } text)
            return null;
        if (text.Length is >= 1 and <= QueryParameter.MaxTextLength && !text.Any(char.IsControl))
            return text;
        Fault(parameter.Name, $"must be 1 to {QueryParameter.MaxTextLength} characters without control characters.");
        return null;
    }

    public string? Id(QueryParameter parameter)
    {
        if (Value(parameter) is not { } text)
            return null;
        if (TextId.IsValid(text))
            return text;
        Fault(parameter.Name, $"must be 1 to {TextId.MaxLength} characters of A-Z a-z 0-9 . _ : -");
        return null;
    }

    public DateTimeOffset? Time(QueryParameter parameter)
    {
        if (Value(parameter) is not { } text)
            return null;
        if (OffsetTime.TryRead(text, out var time))
            return time;
        Fault(parameter.Name, OffsetTime.Rule);
        return null;
    }

    public bool? Flag(QueryParameter parameter)
    {
        switch (Value(parameter))
        {
            case null: return null;
            case "true": return true;
            case "false": return false;
            default:
                Fault(parameter.Name, "must be true or false.");
                return null;
        }
    }

    public T? Word<T>(QueryParameter parameter)
        where T : struct, Enum =>
        Word(parameter, WireWord.All<T>()) is { } word ? WireWord.Parse<T>(word) : null;

    public string? Word(QueryParameter parameter, IReadOnlyList<string> words)
    {
        if (Value(parameter) is not { } text)
            return null;
        if (words.Contains(text))
            return text;
        Fault(parameter.Name, $"must be one of {string.Join(", ", words)}.");
        return null;
    }

    public int Limit()
    {
        if (Value(QueryParameter.Limit) is not { } text)
            return QueryParameter.DefaultLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= QueryParameter.MaxLimit)
            return limit;
        Fault(QueryParameter.Limit.Name, $"must be a whole number from 1 to {QueryParameter.MaxLimit}.");
        return QueryParameter.DefaultLimit;
    }

    public Cursor? Cursor()
    {
        if (Value(QueryParameter.Cursor) is not { } text)
            return null;
        if (Http.Cursor.TryParse(text, out var cursor))
            return cursor;
        Fault(QueryParameter.Cursor.Name, "is not a nextCursor of this service; leave it out to begin at the first page.");
        return null;
    }

    private string? Value(QueryParameter parameter) =>
        _query.TryGetValue(parameter.Name, out var values) && values.Count == 1 ? values[0] : null;

    private void Fault(string name, string text) => _errors[name] = [text];
}
