using Moderation.Api.Http;
using Moderation.Core.Subjects;

namespace Moderation.Api.Web.Review;

/// <summary>What a list of cases was asked for. A field that was left empty asks for nothing.</summary>
public sealed record CaseQuery
{
    public const int PageSize = 50;

    public string? Queue { get; init; }

    public bool? Open { get; init; }

    public string? LiveId { get; init; }

    public string? UserId { get; init; }

    public string? Policy { get; init; }

    public bool Mine { get; init; }

    public bool AsksForPriority { get; init; }

    internal Cursor? Cursor { get; init; }

    /// <summary>Whether the list is the beginning of the queue; no filter but the queue goes with that.</summary>
    public bool IsByPriority => AsksForPriority && this is { Open: not false, LiveId: null, UserId: null, Policy: null, Mine: false };

    internal static CaseQuery Read(IQueryCollection query) => new()
    {
        Queue = Text(query, "queue"),
        Open = Text(query, "open") switch { "true" => true, "false" => false, _ => null },
        LiveId = Id(query, "liveId"),
        UserId = Id(query, "userId"),
        Policy = Text(query, "policy"),
        Mine = Text(query, "mine") == "true",
        AsksForPriority = Text(query, "order") == QueryParameter.ByPriority,
        Cursor = Text(query, "cursor") is { } text && Http.Cursor.TryParse(text, out var cursor) ? cursor : null,
    };

    /// <summary>The address of the page that follows.</summary>
    public string Next(string cursor) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(
        "/console/cases",
        new Dictionary<string, string?>
        {
            ["queue"] = Queue, ["open"] = Open is { } open ? (open ? "true" : "false") : null, ["liveId"] = LiveId, ["userId"] = UserId, ["policy"] = Policy,
            ["mine"] = Mine ? "true" : null, ["cursor"] = cursor,
        }.Where(pair => pair.Value is not null));

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString() is { Length: > 0 and <= QueryParameter.MaxTextLength } text && !text.Any(char.IsControl) ? text.Trim() : null;

    // What cannot be an id finds nothing; it does not widen the list.
    private static string? Id(IQueryCollection query, string name) => Text(query, name) is { } text ? TextId.IsValid(text) ? text : "-" : null;
}
