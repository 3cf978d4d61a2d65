namespace Moderation.Core.Evidence.Vault;

/// <summary>Something was sealed with a master key that this process was not told. It opens as soon as the process is.</summary>
public sealed class MasterKeyMissingException : VaultSealException
{
    /// <summary>Says which key is missing.</summary>
    /// <param name="message">What was sealed with it, and its id; never a key.</param>
    public MasterKeyMissingException(string message)
        : base(message)
    {
    }

    /// <summary>Says which key is missing.</summary>
    /// <param name="message">What was sealed with it, and its id; never a key.</param>
    /// <param name="innerException">What found it.</param>
    public MasterKeyMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says that a key is missing.</summary>
    public MasterKeyMissingException()
    {
    }
}
