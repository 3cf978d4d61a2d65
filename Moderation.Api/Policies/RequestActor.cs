using Microsoft.Extensions.Primitives;

namespace Moderation.Api.Policies;

/// <summary>Who changes a policy, by the name that the request gives. It is not authenticated: until there is sign-in, whoever reaches the loopback address is believed.</summary>
internal static class RequestActor
{
    /// <summary>The header that names the actor, where the body does not.</summary>
    public const string Header = "Actor";

    /// <summary>Who wrote the sheets that ship with the service.</summary>
    public const string Shipped = "shipped";

    public const int MaxLength = 100;
    public const int MaxNoteLength = 2000;

    private static readonly string[] Reserved = [Shipped, PolicyLifecycle.Bound];

    /// <summary>Reads the actor out of body and header, and checks the note.</summary>
    /// <param name="request">The request.</param>
    /// <param name="inBody">The body's field, if any.</param>
    /// <param name="note">The body's note, if any.</param>
    /// <param name="actor">The actor; empty where there is none.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Read(HttpRequest request, string? inBody, string? note, out string actor)
    {
        actor = "";
        var headers = request.Headers.TryGetValue(Header, out var values) ? values : StringValues.Empty;
        if (headers.Count > 1)
            return $"The header {Header} is given more than once.";
        var inHeader = headers.Count == 1 ? headers[0]?.Trim() : null;
        var named = inBody?.Trim() ?? inHeader;
        if (string.IsNullOrEmpty(named))
            return $"Say who asks: the field 'actor', or the header {Header}.";
        if (inBody is not null && inHeader is not null && named != inHeader)
            return $"The field 'actor' and the header {Header} name two different actors.";
        if (named.Length > MaxLength || named.Any(char.IsControl))
            return $"An actor's name has 1 to {MaxLength} characters without control characters.";
        if (Reserved.Contains(named, StringComparer.OrdinalIgnoreCase))
            return $"'{named}' is what the service itself is called in the history.";
        if (note is { Length: > MaxNoteLength } || note?.Contains('\0', StringComparison.Ordinal) == true)
            return $"A note has at most {MaxNoteLength} characters without null characters.";
        actor = named;
        return null;
    }
}
