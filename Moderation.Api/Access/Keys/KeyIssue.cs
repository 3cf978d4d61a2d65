using Npgsql;

namespace Moderation.Api.Access.Keys;

/// <summary>Makes a key straight in the database: the first one, when nobody is known who could ask for it.</summary>
public static class KeyIssue
{
    /// <summary>Makes a key.</summary>
    /// <param name="connectionString">The Api's database, which the Api has started on once.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="time">Says what time it is.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The key, and what is wrong where there is none.</returns>
    /// <exception cref="NpgsqlException">The database does not answer, or is not the Api's.</exception>
    public static async Task<(string? Key, string? Fault)> CreateAsync(string connectionString, KeyRequest request, string by, TimeProvider time, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var (asked, fault) = AskedKey.Read(request, now);
        if (asked is null)
            return (null, fault);
        await using var source = NpgsqlDataSource.Create(connectionString);
        var key = await new KeyStore(source).CreateAsync(asked, by, now, token);
        return key is null ? (null, $"A key '{request.Name}' can be used already.") : (key.Text, null);
    }
}
