using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Moderation.Api.Access.Accounts;

/// <summary>Passwords: the framework's PBKDF2, and what one must be like.</summary>
internal sealed class Passwords(IOptions<SignInOptions> options)
{
    private const int MaxLength = 128;
    private const int GivenLength = 15;
    private const string GivenAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private readonly PasswordHasher<string> _hasher = new();
    private string? _nobodys;

    public string Hash(string password) => _hasher.HashPassword("", password);

    public bool Verify(string hash, string password) => _hasher.VerifyHashedPassword("", hash, password) != PasswordVerificationResult.Failed;

    /// <summary>Takes as long as a password that is looked at, where there is no account: the time must not tell.</summary>
    public void VerifyNothing(string password) => Verify(_nobodys ??= Hash(Draw()), password);

    /// <summary>A password to give to somebody, who must change it.</summary>
    public static string Draw() => RandomNumberGenerator.GetString(GivenAlphabet, GivenLength);

    /// <summary>Why a password is none; null when it is one. There are no rules on which characters: they make passwords no harder to guess (NIST SP 800-63B, 5.1.1.2).</summary>
    public string? WhyNot(string password, string name, string? before)
    {
        if (password.Length < options.Value.MinPasswordLength || password.Length > MaxLength)
            return $"A password has {options.Value.MinPasswordLength} to {MaxLength} characters.";
        if (password.Contains(name, StringComparison.OrdinalIgnoreCase) || password.Distinct().Count() < 5)
            return "A password does not have the account's name in it, and has five different characters at least.";
        return password == before ? "The new password is the old one." : null;
    }
}
