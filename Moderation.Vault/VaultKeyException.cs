namespace Moderation.Vault;

/// <summary>A master key is missing or cannot be used. The message tells an operator what to change, and never repeats a key.</summary>
public sealed class VaultKeyException : Exception
{
    public VaultKeyException(string message)
        : base(message)
    {
    }

    public VaultKeyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public VaultKeyException()
    {
    }
}
