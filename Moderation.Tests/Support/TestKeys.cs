using System.Security.Cryptography;

namespace Moderation.Tests.Support;

/// <summary>Keys of one test run, in files, since nothing takes keys from anywhere else.</summary>
internal static class TestKeys
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("moderation-keys-").FullName;

    /// <summary>A private key that signs the audit log.</summary>
    public static string AuditKeyFile { get; } = Write("audit.pem", AuditPem());

    static TestKeys() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    /// <summary>A new private key as PEM.</summary>
    public static string AuditPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
