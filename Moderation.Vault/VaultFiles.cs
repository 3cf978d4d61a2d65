using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;

namespace Moderation.Vault;

/// <summary>Reads and writes single files of the vault.</summary>
internal sealed class VaultFiles(VaultOptions options, MasterKeys keys, TimeProvider time)
{
    public VaultFolder Folder { get; } = new(options.Directory);

    public MasterKeys Keys => keys;

    public TimeProvider Time => time;

    public Task<IDisposable> LockAsync(CaseId caseId, CancellationToken token) => CaseLock.TakeAsync(Folder.Lock(caseId), time, token);

    public CaseStanding StandingOf(CaseId caseId) => new(
        Read(Folder.Key(caseId), VaultJson.Default.WrappedKey), File.Exists(Folder.HoldKey(caseId)), Read(Folder.Receipt(caseId), VaultJson.Default.ErasureReceipt));

    /// <summary>Unwraps a case's data key; the file must be that of this very case.</summary>
    public CaseKey Unwrap(CaseId caseId, WrappedKey wrapped) => Unwrap(caseId, wrapped, keys.Master);

    /// <summary>The same with keys of one use.</summary>
    public static CaseKey Unwrap(CaseId caseId, WrappedKey wrapped, KeyRing ring) => wrapped.CaseId == caseId
        ? ring.Unwrap(wrapped)
        : throw new VaultSealException($"the key that lies with {caseId} is that of another case");

    public void WriteKey(string path, CaseKey key, KeyRing ring, CaseId caseId, VaultPurpose purpose) => Write(
        path, WrappedKey.Wrap(key, ring.Current, NewNonce(), caseId, purpose, time.GetUtcNow()), VaultJson.Default.WrappedKey);

    public static void Write<T>(string path, T value, JsonTypeInfo<T> type) => DurableFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        if (ReadBytes(path) is not { } bytes)
            return null;
        try
        {
            return JsonSerializer.Deserialize(bytes, type);
        }
        catch (JsonException e)
        {
            throw new VaultSealException($"{Path.GetFileName(path)} of {Path.GetFileName(Path.GetDirectoryName(path))} cannot be read", e);
        }
    }

    /// <summary>The bytes of a file; null where there is none.</summary>
    public static byte[]? ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static byte[] NewNonce() => RandomNumberGenerator.GetBytes(VaultSeal.NonceByteCount);
}
