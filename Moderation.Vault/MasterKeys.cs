using Moderation.Core.Evidence.Vault;

namespace Moderation.Vault;

/// <summary>The master keys of the vault, read when they are first needed.</summary>
internal sealed class MasterKeys(VaultOptions options)
{
    private const string Needed = "a key is one line, 32 random bytes in base64, as `head -c 32 /dev/urandom | base64` makes it";
    private readonly Lazy<KeyRing> _master = new(() => new KeyRing(
        Read(options.MasterKeyFile, options.MasterKey, nameof(VaultOptions.MasterKeyFile)), ReadAll(options.OtherMasterKeyFiles, nameof(VaultOptions.OtherMasterKeyFiles)), options.LostMasterKeys));

    private readonly Lazy<KeyRing> _hold = new(() => new KeyRing(
        Read(options.HoldKeyFile, null, nameof(VaultOptions.HoldKeyFile)), ReadAll(options.OtherHoldKeyFiles, nameof(VaultOptions.OtherHoldKeyFiles)), options.LostMasterKeys));

    /// <summary>The master keys.</summary>
    /// <exception cref="VaultKeyException">One of them cannot be used, or there is none.</exception>
    public KeyRing Master => _master.Value;

    /// <summary>The master keys of legal holds.</summary>
    /// <exception cref="VaultKeyException">One of them cannot be used, or there is none.</exception>
    public KeyRing Hold => _hold.Value;

    /// <summary>Whether anything can be preserved.</summary>
    public bool CanHold => !string.IsNullOrWhiteSpace(options.HoldKeyFile);

    /// <summary>Reads what must be there.</summary>
    /// <exception cref="VaultKeyException">A key is missing or cannot be used, or one is both a master key and one of holds.</exception>
    public void Require()
    {
        _ = Master;
        if (!CanHold && options.OtherHoldKeyFiles.Count > 0)
            throw new VaultKeyException($"{VaultOptions.Section}:{nameof(VaultOptions.OtherHoldKeyFiles)} is set without {nameof(VaultOptions.HoldKeyFile)}: name the key there that holds are to be under");
        if (CanHold && Hold.Ids.Intersect(Master.Ids).FirstOrDefault() is { } both)
            throw new VaultKeyException($"{VaultOptions.Section}: key {both} is a master key and one of legal holds, too: what a hold preserves must not open with the other");
    }

    private static IEnumerable<byte[]> ReadAll(IEnumerable<string> files, string setting) => files.Select(file => Read(file, null, setting));

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
