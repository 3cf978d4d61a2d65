using Moderation.Core.Evidence.Vault;

namespace Moderation.Vault;

/// <summary>The master keys of the vault, read when they are first needed.</summary>
internal sealed class MasterKeys(VaultOptions options)
{
    private const string Needed = "a key is one line, 32 random bytes in base64, as `head -c 32 /dev/urandom | base64` makes it";
    private readonly Lazy<byte[]> _master = new(() => Read(options.MasterKeyFile, options.MasterKey, nameof(VaultOptions.MasterKeyFile)));
    private readonly Lazy<byte[]> _hold = new(() => Read(options.HoldKeyFile, null, nameof(VaultOptions.HoldKeyFile)));

    /// <summary>The master key.</summary>
    /// <exception cref="VaultKeyException">There is none that can be used.</exception>
    public byte[] Master => _master.Value;

    /// <summary>The master key of legal holds.</summary>
    /// <exception cref="VaultKeyException">There is none that can be used.</exception>
    public byte[] Hold => _hold.Value;

    /// <summary>Whether anything can be preserved.</summary>
    public bool CanHold => !string.IsNullOrWhiteSpace(options.HoldKeyFile);

    /// <summary>Reads what must be there.</summary>
    /// <exception cref="VaultKeyException">A key is missing or cannot be used, or both are the same.</exception>
    public void Require()
    {
        _ = Master;
        if (CanHold && Hold.AsSpan().SequenceEqual(Master))
            throw new VaultKeyException($"{VaultOptions.Section}:{nameof(VaultOptions.HoldKeyFile)} holds the same key as {nameof(VaultOptions.MasterKeyFile)}: what a hold preserves must not open with the other");
    }

    private static byte[] Read(string? file, string? text, string setting)
    {
        var name = $"{VaultOptions.Section}:{setting}";
        try
        {
            text = string.IsNullOrWhiteSpace(file) ? text : File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VaultKeyException($"{name}: {e.Message}", e);
        }

        if (string.IsNullOrWhiteSpace(text))
            throw new VaultKeyException($"{name} is not set: evidence is only kept encrypted. It names the file of the master key; {Needed}");
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var byteCount) && byteCount == VaultSeal.KeyByteCount
            ? bytes[..byteCount]
            : throw new VaultKeyException($"{name} holds no usable key: {Needed}");
    }
}
