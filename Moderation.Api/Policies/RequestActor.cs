using Microsoft.Extensions.Primitives;
using Moderation.Api.Access;

namespace Moderation.Api.Policies;

/// <summary>In whose name something is changed: the caller's own. Only a caller that may name an actor, such as a tool of several people, says another, and has to.</summary>
internal static class RequestActor
{
    /// <summary>The header that names the actor, where the body does not and the caller may.</summary>
    public const string Header = "Actor";

    /// <summary>Who wrote the sheets that ship with the service.</summary>
    public const string Shipped = "shipped";

    public const int MaxLength = 100;
    public const int MaxNoteLength = 2000;

    private static readonly string[] Reserved = [Shipped, PolicyLifecycle.Bound, PolicyReports.Statements.Exports.DailyExportJob.Actor];

    /// <summary>Finds the actor, and checks the note.</summary>
    /// <param name="request">The request.</param>
    /// <param name="inBody">The body's field, if any.</param>
    /// <param name="note">The body's note, if any.</param>
    /// <param name="actor">The actor; empty where there is none.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Read(HttpRequest request, string? inBody, string? note, out string actor)
    {
        actor = "";
        if (note is { Length: > MaxNoteLength } || note?.Contains('\0', StringComparison.Ordinal) == true)
            return $"A note has at most {MaxNoteLength} characters without null characters.";
        if (request.HttpContext.FindCaller() is not { } caller)
            return "Nobody is known to ask.";
        var fault = ReadNamed(request, inBody, out var named);
        if (!caller.MayNameActor)
        {
            actor = caller.Name;
            return fault ?? (named is null || named == caller.Name ? null : $"You are '{caller.Name}'. Only a key that may name an actor asks in another name.");
        }

        actor = named ?? "";
        return fault ?? (named is null ? $"Say who asks: the field 'actor', or the header {Header}." : WhyNot(named));
    }

    private static string? ReadNamed(HttpRequest request, string? inBody, out string? named)
    {
        named = null;
        var headers = request.Headers.TryGetValue(Header, out var values) ? values : StringValues.Empty;
        if (headers.Count > 1)
            return $"The header {Header} is given more than once.";
        var inHeader = headers.Count == 1 ? headers[0]?.Trim() : null;
        if (inBody is not null && inHeader is not null && inBody.Trim() != inHeader)
            return $"The field 'actor' and the header {Header} name two different actors.";
        named = (inBody?.Trim() ?? inHeader) is { Length: > 0 } given ? given : null;
        return null;
    }

    private static string? WhyNot(string named)
    {
        if (named.Length > MaxLength || named.Any(char.IsControl))
            return $"An actor's name has 1 to {MaxLength} characters without control characters.";
        if (Reserved.Contains(named, StringComparer.OrdinalIgnoreCase))
            return $"'{named}' is what the service itself is called in the history.";
        return named.StartsWith("service:", StringComparison.OrdinalIgnoreCase) ? "A key acts under its own name by itself; nobody else has it." : null;
    }
}
