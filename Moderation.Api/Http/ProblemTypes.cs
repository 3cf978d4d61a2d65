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

    /// <summary>A policy sheet that cannot be used; <c>faults</c> says where and why.</summary>
    public const string InvalidSheet = Root + "invalid-sheet";

    /// <summary>The request makes no sense, or does not say who asks; its detail says what is missing.</summary>
    public const string InvalidRequest = Root + "invalid-request";

    /// <summary>A version of a policy is not in a state from which that can be done.</summary>
    public const string StepRefused = Root + "step-refused";

    /// <summary>It takes somebody else than the version's author.</summary>
    public const string NeedsAnotherPerson = Root + "needs-another-person";

    /// <summary>The sheet's own tests do not pass, or leave something out.</summary>
    public const string TestsFailed = Root + "tests-failed";

    /// <summary>As many backtests wait as may; the same request may succeed later.</summary>
    public const string TooManyBacktests = Root + "too-many-backtests";

    /// <summary>An order in force forbids that the live is sent; <c>orders</c> names it.</summary>
    public const string StreamStopped = Root + "stream-stopped";

    /// <summary>The database does not answer; the same request may succeed later.</summary>
    public const string DatabaseUnavailable = Root + "database-unavailable";

    /// <summary>A fault of the service.</summary>
    public const string Internal = Root + "internal";
}
