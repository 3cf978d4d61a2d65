using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Access.Accounts;

/// <summary>How people sign in with a password. Section <c>Access:SignIn</c>.</summary>
internal sealed class SignInOptions
{
    public const string Section = "Access:SignIn";
    public const int TotpKeyByteCount = 32;

    /// <summary>Wrong attempts after which an account is locked.</summary>
    [Range(1, 100)]
    public int MaxFailures { get; init; } = 5;

    /// <summary>For how long it is locked.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LockFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Fewest characters of a password.</summary>
    [Range(8, 64)]
    public int MinPasswordLength { get; init; } = 12;

    /// <summary>Key that secrets of authenticator apps are encrypted with: 32 random bytes in base64. Without it nobody can set an app up.</summary>
    public string? TotpKey { get; init; }

    /// <summary>The key; null where there is none.</summary>
    public byte[]? ReadTotpKey() => TotpKey is null ? null : Convert.FromBase64String(TotpKey);

    public static bool IsReadable(SignInOptions options) => options.TotpKey is not { } key
        || (Convert.TryFromBase64String(key, new byte[key.Length], out var count) && count == TotpKeyByteCount);
}
