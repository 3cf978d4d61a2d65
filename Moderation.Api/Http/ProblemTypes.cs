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

    /// <summary>An order is over, or is itself a reversal, so there is nothing to take back.</summary>
    public const string NothingToReverse = Root + "nothing-to-reverse";

    /// <summary>A case is decided, held by somebody else, or not for the caller; <c>refusal</c> and its detail say which. Nothing was changed.</summary>
    public const string CaseRefused = Root + "case-refused";

    /// <summary>The caller has taken as many cases as a shift may have, or does not want what there is.</summary>
    public const string ShiftFull = Root + "shift-full";

    /// <summary>There is nothing to appeal against, or it is too late.</summary>
    public const string AppealRefused = Root + "appeal-refused";

    /// <summary>Who sends is not believed: the signature is missing, wrong or of another time.</summary>
    public const string SignatureRefused = Root + "signature-refused";

    /// <summary>Receipts that cannot be used; <c>faults</c> says which and why. None of the request was taken.</summary>
    public const string InvalidReceipts = Root + "invalid-receipts";

    /// <summary>This installation does not take that; its detail says which setting would change it.</summary>
    public const string NotSetUp = Root + "not-set-up";

    /// <summary>Nobody is known by the request's credentials, or it has none.</summary>
    public const string NotSignedIn = Root + "not-signed-in";

    /// <summary>Signing in takes the code of an authenticator app besides.</summary>
    public const string CodeNeeded = Root + "code-needed";

    /// <summary>Signing in takes another password, because the present one was set by somebody else.</summary>
    public const string NewPasswordNeeded = Root + "new-password-needed";

    /// <summary>The caller's roles do not include what the request takes.</summary>
    public const string NotPermitted = Root + "not-permitted";

    /// <summary>A change that another site's page may have a browser ask for.</summary>
    public const string ForgeryRefused = Root + "forgery-refused";

    /// <summary>An account or a key that can be used has the name.</summary>
    public const string NameTaken = Root + "name-taken";

    /// <summary>The caller asked more often than it may; the same request may succeed later.</summary>
    public const string TooManyRequests = Root + "too-many-requests";
    /// <summary>A picture is shown in colour only to who has seen it grey.</summary>
    public const string SeeItGreyFirst = Root + "see-it-grey-first";

    /// <summary>The evidence of a case was destroyed; its detail says when, by whom and why.</summary>
    public const string EvidenceErased = Root + "evidence-erased";

    /// <summary>Evidence was altered, or belongs elsewhere, or was sealed with another key; it is not shown.</summary>
    public const string EvidenceDamaged = Root + "evidence-damaged";

    /// <summary>The broker did not take the record in time; the same request may succeed later.</summary>
    public const string BrokerUnavailable = Root + "broker-unavailable";

    /// <summary>The database does not answer; the same request may succeed later.</summary>
    public const string DatabaseUnavailable = Root + "database-unavailable";

    /// <summary>A fault of the service.</summary>
    public const string Internal = Root + "internal";
}
