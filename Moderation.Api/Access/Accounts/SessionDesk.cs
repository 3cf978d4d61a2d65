using Microsoft.Extensions.Options;

namespace Moderation.Api.Access.Accounts;

/// <summary>Opens and ends sessions, and has the directory of callers know at once.</summary>
internal sealed class SessionDesk(SignInStore store, CallerDirectory directory, IOptions<SessionOptions> options, TimeProvider time, ILogger<SessionDesk> log)
{
    /// <summary>A session to write down.</summary>
    public NewSession Draw()
    {
        var now = time.GetUtcNow();
        return new NewSession(Credential.Draw(Credential.SessionPrefix), now, now + options.Value.Lasts);
    }

    /// <summary>Says that a session was written down.</summary>
    public Task OpenedAsync(string accountId, CancellationToken token)
    {
        log.SignedIn(accountId);
        return directory.RefreshAsync(token);
    }

    /// <summary>Ends a session.</summary>
    /// <param name="secret">What its cookie holds.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="token">Gives up.</param>
    public async Task EndAsync(string secret, Caller caller, CancellationToken token)
    {
        await store.EndSessionAsync(Credential.IdOf(secret, Credential.SessionPrefix).ToString(), caller.Name, time.GetUtcNow(), token);
        await directory.RefreshAsync(token);
    }
}

/// <summary>A session that begins.</summary>
/// <param name="Secret">Its secret, which its cookie holds.</param>
/// <param name="OpenedAt">When it begins.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
internal sealed record NewSession(Credential Secret, DateTimeOffset OpenedAt, DateTimeOffset ExpiresAt);
