using Moderation.Core.Evidence.Vault;

namespace Moderation.Vault;

/// <summary>Master keys of one use: the one that wraps, and others that only open. While a key is changed there are several.</summary>
internal sealed class KeyRing
{
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _lost;

    /// <param name="current">The key that wraps, 32 bytes.</param>
    /// <param name="others">Keys that only open.</param>
    /// <param name="lost">Ids of keys that nobody has any more.</param>
    public KeyRing(byte[] current, IEnumerable<byte[]> others, IReadOnlyList<string> lost)
    {
        (Current, CurrentId, _lost) = (current, WrappedKey.KeyIdOf(current), lost);
        _keys[CurrentId] = current;
        foreach (var other in others)
            _keys[WrappedKey.KeyIdOf(other)] = other;
    }

    /// <summary>The key that wraps.</summary>
    public byte[] Current { get; }

    /// <summary>Its id.</summary>
    public string CurrentId { get; }

    /// <summary>The ids of all.</summary>
    public IReadOnlyCollection<string> Ids => _keys.Keys;

    /// <summary>Whether a key ought to be here and is not.</summary>
    public bool Misses(string keyId) => !_keys.ContainsKey(keyId) && !_lost.Contains(keyId);

    /// <summary>Unwraps a data key with whichever key it was wrapped.</summary>
    /// <exception cref="MasterKeyMissingException">It was wrapped with a key that is not here.</exception>
    /// <exception cref="VaultSealException">It was altered, or the key that wrapped it is lost.</exception>
    public CaseKey Unwrap(WrappedKey wrapped)
    {
        if (_keys.TryGetValue(wrapped.MasterKeyId, out var master))
            return wrapped.Unwrap(master);
        var sentence = $"the key of {wrapped.CaseId} was sealed with master key {wrapped.MasterKeyId}";
        throw Misses(wrapped.MasterKeyId) ? new MasterKeyMissingException($"{sentence}, and known are {string.Join(", ", Ids)}") : new VaultSealException($"{sentence}, which is lost");
    }
}
