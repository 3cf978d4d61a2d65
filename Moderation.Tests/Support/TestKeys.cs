using System.Security.Cryptography;

namespace Moderation.Tests.Support;

/// <summary>Keys of one test run, in files, since nothing takes keys from anywhere else.</summary>
internal static class TestKeys
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("moderation-keys-").FullName;

    /// <summary>A private key that signs the audit log.</summary>
    public static string AuditKeyFile { get; } = Write("audit.pem", AuditPem());

    /// <summary>The vault's master key.</summary>
    public static string MasterKeyFile { get; } = Write("vault.key", VaultKey());

    /// <summary>The master key of legal holds.</summary>
    public static string HoldKeyFile { get; } = Write("hold.key", VaultKey());

    /// <summary>A vault for tests that look at none.</summary>
    public static string VaultFolder { get; } = Path.Combine(Folder, "vault");

    static TestKeys() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    /// <summary>A new private key as PEM.</summary>
    public static string AuditPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>A new master key as its file has it.</summary>
    public static string VaultKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
