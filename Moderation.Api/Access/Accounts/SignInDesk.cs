using Moderation.Core.Access;

namespace Moderation.Api.Access.Accounts;

/// <summary>Lets people in who have a password here.</summary>
internal sealed class SignInDesk(
    SignInStore store, Passwords passwords, TotpBox box, SessionDesk sessions, TimeProvider time, ILogger<SignInDesk> log)
{
    // What was typed as a name may be a password, so what names no account is not written down.
    private const string Unknown = "(unknown)";

    /// <summary>Looks at what somebody brings, and opens a session.</summary>
    public async Task<SignInOutcome> TryAsync(SignInRequest request, CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (await store.CountAttemptAsync(request.Name, now, token) is not { } account)
        {
            passwords.VerifyNothing(request.Password);
            await store.RefuseAsync(Unknown, AccessEventKind.SignInRefused, "no such account, or locked", now, token);
            return SignInOutcome.Refuse(SignInRefusal.Wrong);
        }

        if (!passwords.Verify(account.PasswordHash, request.Password))
            return await WrongAsync(account, "password", now, token);
        long? step = null;
        if (account is { IsTotpConfirmed: true, TotpSecret: { } secret })
        {
            if (request.Code is null)
                return await UndoAsync(account, SignInRefusal.CodeNeeded, null, token);
            step = Totp.FindStep(box.Open(secret, account.AccountId), request.Code, now, account.TotpStep);
            if (step is null)
                return await WrongAsync(account, "code", now, token);
        }

        if (account.IsPasswordGiven && request.NewPassword is null)
            return await UndoAsync(account, SignInRefusal.NewPasswordNeeded, null, token);
        if (request.NewPassword is { } fresh && passwords.WhyNot(fresh, account.Name, request.Password) is { } fault)
            return await UndoAsync(account, SignInRefusal.NewPasswordRefused, fault, token);
        return await OpenAsync(account, step, request.NewPassword, now, token);
    }

    private async Task<SignInOutcome> OpenAsync(AttemptRow account, long? step, string? newPassword, DateTimeOffset now, CancellationToken token)
    {
        var session = sessions.Draw();
        if (!await store.SucceedAsync(account, step, newPassword is null ? null : passwords.Hash(newPassword), session, token))
            return await WrongAsync(account, "code was used", now, token);
        await sessions.OpenedAsync(account.AccountId, token);
        return new SignInOutcome(session, null, null);
    }

    private async Task<SignInOutcome> WrongAsync(AttemptRow account, string what, DateTimeOffset now, CancellationToken token)
    {
        await store.RefuseAsync(account.Name, account.LockedUntil is null ? AccessEventKind.SignInRefused : AccessEventKind.Locked, what, now, token);
        if (account.LockedUntil is { } until)
            log.AccountLocked(account.AccountId, until);
        return SignInOutcome.Refuse(SignInRefusal.Wrong);
    }

    // What was brought so far is right: that is no attempt to guess.
    private async Task<SignInOutcome> UndoAsync(AttemptRow account, SignInRefusal refusal, string? says, CancellationToken token)
    {
        await store.UndoAttemptAsync(account.AccountId, token);
        return new SignInOutcome(null, refusal, says);
    }
}

/// <summary>Why somebody was not let in.</summary>
internal enum SignInRefusal
{
    Wrong,
    CodeNeeded,
    NewPasswordNeeded,
    NewPasswordRefused,
}

/// <summary>What became of an attempt to sign in.</summary>
/// <param name="Session">The session; null where there is none.</param>
/// <param name="Refusal">Why there is none.</param>
/// <param name="Says">What is wrong with a new password.</param>
internal sealed record SignInOutcome(NewSession? Session, SignInRefusal? Refusal, string? Says)
{
    public static SignInOutcome Refuse(SignInRefusal refusal) => new(null, refusal, null);
}
