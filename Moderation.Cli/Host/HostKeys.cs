using System.Security.Cryptography;
using System.Text;
using Moderation.Core.Evidence.Vault;

namespace Moderation.Cli.Host;

/// <summary>The keys of the development host. It makes its own in the project's folder, for its user alone, and keeps them: what they protect stays readable.</summary>
internal static class HostKeys
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>File of the key that signs the audit log.</summary>
    public static string Audit(ModerationHome home)
    {
        var path = Path.Combine(home.State, "keys", "audit.pem");
        if (!File.Exists(path))
            WriteNewAuditKey(path);
        return path;
    }

    /// <summary>The settings that tell Worker and Api where the vault and its keys are.</summary>
    public static Dictionary<string, string> Vault(ModerationHome home) => new()
    {
        ["Evidence__Vault__Directory"] = Path.Combine(home.State, "vault"),
        ["Evidence__Vault__MasterKeyFile"] = VaultKey(home, "vault.key"),
        ["Evidence__Vault__HoldKeyFile"] = VaultKey(home, "hold.key"),
    };

    /// <summary>Makes a key that signs the audit log.</summary>
    /// <exception cref="ToolException">There is a file already: writing over a key would lose it.</exception>
    public static void WriteNewAuditKey(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteNew(path, key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static string VaultKey(ModerationHome home, string name)
    {
        var path = Path.Combine(home.State, "keys", name);
        if (!File.Exists(path))
            WriteNew(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(VaultSeal.KeyByteCount)) + "\n");
        return path;
    }

    private static void WriteNew(string path, string text)
    {
        if (OperatingSystem.IsWindows())
            throw new ToolException("keys are only made where files have an owner's permissions, and that is not so here");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!, OwnerFolder);
        try
        {
            using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
            file.Write(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new ToolException($"{path} is there already, and a key is never written over", e);
        }
    }
}
