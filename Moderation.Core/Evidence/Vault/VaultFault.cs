namespace Moderation.Core.Evidence.Vault;

/// <summary>Something in the vault cannot be opened: it was altered, belongs to another case, item or purpose, or was sealed with another key.</summary>
public class VaultSealException : Exception
{
    /// <summary>Says that something cannot be opened.</summary>
    /// <param name="message">Which, and what it may come from; never content.</param>
    public VaultSealException(string message)
        : base(message)
    {
    }

    /// <summary>Says that something cannot be opened.</summary>
    /// <param name="message">Which, and what it may come from; never content.</param>
    /// <param name="innerException">What found it.</param>
    public VaultSealException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says that something cannot be opened.</summary>
    public VaultSealException()
    {
    }
}
