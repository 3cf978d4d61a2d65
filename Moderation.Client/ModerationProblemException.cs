using System.Net;

namespace Moderation.Client;

/// <summary>The Api did not do what it was asked, and said why.</summary>
public sealed class ModerationProblemException : Exception
{
    private const string StaleVersion = "stale_version";

    internal ModerationProblemException(HttpStatusCode status, Problem? problem, TimeSpan? retryAfter)
        : base(problem?.Detail ?? problem?.Title ?? $"The Api answered {(int)status} and did not say why.")
    {
        (Status, Type, Refusal, RetryAfter) = (status, problem?.Type, problem?.Refusal, retryAfter);
    }

    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Which problem it is, as <c>urn:moderation:problem:…</c>; null where the answer was no problem document, as something between here and the Api may give.</summary>
    public string? Type { get; }

    /// <summary>Of a case that was not changed: why, as one word; null for other problems.</summary>
    public string? Refusal { get; }

    /// <summary>After how long the same request may succeed; null where the answer does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the claim was over when it was used: nothing was changed, and the case must be claimed, and looked at, again.</summary>
    public bool IsStale => Refusal == StaleVersion;
}
