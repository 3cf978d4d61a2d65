namespace Moderation.Api.Access.Keys;

/// <summary>Makes and revokes keys, and has the directory know at once.</summary>
internal sealed class KeyDesk(KeyStore keys, CallerDirectory directory, TimeProvider time, ILogger<KeyDesk> log)
{
    /// <summary>The request, or what is wrong with it.</summary>
    public (AskedKey? Key, string? Fault) Read(KeyRequest request) => AskedKey.Read(request, time.GetUtcNow());

    /// <summary>Makes a key; null where the name is taken.</summary>
    public async Task<NewKeyResponse?> CreateAsync(AskedKey asked, Caller caller, CancellationToken token)
    {
        if (await keys.CreateAsync(asked, caller.Name, time.GetUtcNow(), token) is not { } key)
            return null;
        log.KeyMade(key.Id, asked.ExpiresAt);
        await directory.RefreshAsync(token);
        return new NewKeyResponse(key.Text, (await keys.FindAsync(key.Id, token))!.ToResponse());
    }

    /// <summary>Revokes a key; null where there is none.</summary>
    public async Task<KeyRow?> RevokeAsync(string id, Caller caller, CancellationToken token)
    {
        if (id.Length != Credential.IdLength)
            return null;
        await keys.RevokeAsync(id, caller.Name, time.GetUtcNow(), token);
        await directory.RefreshAsync(token);
        if (await keys.FindAsync(id, token) is not { } row)
            return null;
        log.KeyRevoked(id);
        return row;
    }
}
