namespace Moderation.Api.Http;

/// <summary>Every <c>type</c> that a problem answer can have. Callers compare them, so they never change.</summary>
internal static class ProblemTypes
{
    private const string Root = "urn:moderation:problem:";

    /// <summary>A query parameter is unknown, repeated or cannot be read; <c>errors</c> says which and why.</summary>
    public const string InvalidQuery = Root + "invalid-query";

    /// <summary>There is nothing with this id.</summary>
    public const string NotFound = Root + "not-found";

    /// <summary>There is no such path, or it does not take this method.</summary>
    public const string NoSuchEndpoint = Root + "no-such-endpoint";

    /// <summary>The request cannot be read at all.</summary>
    public const string BadRequest = Root + "bad-request";

    /// <summary>The database does not answer; the same request may succeed later.</summary>
    public const string DatabaseUnavailable = Root + "database-unavailable";

    /// <summary>A fault of the service.</summary>
    public const string Internal = Root + "internal";
}
