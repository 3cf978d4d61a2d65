using System.Text;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Vault;

namespace Moderation.Tests.Support;

/// <summary>A vault that was written with one master key and comes under another; its keys of holds, too.</summary>
internal sealed class RotatedVault : IDisposable
{
    private readonly TemporaryFolder _keys = new();
    private readonly string _newHold;

    public RotatedVault()
    {
        (NewMaster, _newHold) = (_keys.File("master"), _keys.File("hold"));
        File.WriteAllText(NewMaster, TestKeys.VaultKey());
        File.WriteAllText(_newHold, TestKeys.VaultKey());
        New = new VaultReader(Files(Both));
        WriterWithBoth = new VaultWriter(Files(Both));
    }

    /// <summary>The vault with the old keys alone.</summary>
    public TestVault Old { get; } = new();

    /// <summary>The same with all keys, the new ones current.</summary>
    public VaultReader New { get; }

    public VaultWriter WriterWithBoth { get; }

    /// <summary>File of the new master key.</summary>
    public string NewMaster { get; }

    public string OldKeyId => new MasterKeys(Old.Options).Master.CurrentId;

    public string NewKeyId => new MasterKeys(Both).Master.CurrentId;

    /// <summary>The settings of who knows all keys.</summary>
    public VaultOptions Both => new()
    {
        Directory = Old.Path, MasterKeyFile = NewMaster, OtherMasterKeyFiles = [TestKeys.MasterKeyFile], HoldKeyFile = _newHold, OtherHoldKeyFiles = [TestKeys.HoldKeyFile],
    };

    /// <summary>The same as a program is told them.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Evidence:Vault:Directory"] = Old.Path,
        ["Evidence:Vault:MasterKeyFile"] = NewMaster,
        ["Evidence:Vault:OtherMasterKeyFiles:0"] = TestKeys.MasterKeyFile,
        ["Evidence:Vault:HoldKeyFile"] = _newHold,
        ["Evidence:Vault:OtherHoldKeyFiles:0"] = TestKeys.HoldKeyFile,
    };

    /// <summary>The settings of who knows all keys, and still wraps with the old ones.</summary>
    private VaultOptions Back => new()
    {
        Directory = Old.Path, MasterKeyFile = TestKeys.MasterKeyFile, OtherMasterKeyFiles = [NewMaster], HoldKeyFile = TestKeys.HoldKeyFile, OtherHoldKeyFiles = [_newHold],
    };

    public VaultRotation Rotation(Action<RotationStep>? reached = null, bool toOld = false) => new(Files(toOld ? Back : Both)) { Reached = reached ?? (_ => { }) };

    public VaultReader NewAlone(params string[] lost) => new(Files(Alone(lost)));

    public KeyCensus CensusAlone(params string[] lost) => new(Files(new VaultOptions { Directory = Old.Path, MasterKeyFile = NewMaster, LostMasterKeys = lost }));

    public KeyCensus CensusBoth() => new(Files(Both));

    public KeyCounts Census() => CensusBoth().Count();

    public string ItemPath(CaseId caseId, string itemId) => Path.Combine(Old.Files.Folder.Items(caseId), itemId);

    public Task<ErasureReceipt?> EraseAsync(CaseId caseId) =>
        new VaultKeeper(Files(Both)).EraseAsync(caseId, "ada", "asked by the person", receipt => receipt with { KeyId = "test" }, CancellationToken.None);

    /// <summary>Whatever must never lie on the disk in the open: master keys and the case's data key.</summary>
    public IReadOnlyList<byte[]> Secrets(CaseId caseId)
    {
        using var key = Files(Both).Unwrap(caseId, New.StandingOf(caseId).Key!);
        var (both, old) = (new MasterKeys(Both), new MasterKeys(Old.Options));
        return [key.Secret.ToArray(), both.Master.Current, both.Hold.Current, old.Master.Current, old.Hold.Current];
    }

    /// <summary>Looks for keys in every file of the vault: as bytes, as base64 and as digits.</summary>
    public void AssertNoPlaintextKey(IReadOnlyList<byte[]> secrets)
    {
        foreach (var path in Old.AllFiles())
        {
            var content = Encoding.Latin1.GetString(File.ReadAllBytes(path));
            Assert.All(secrets.SelectMany(key => new[] { Encoding.Latin1.GetString(key), Convert.ToBase64String(key), Convert.ToHexString(key), Convert.ToHexStringLower(key) }), secret => Assert.DoesNotContain(secret, content, StringComparison.Ordinal));
        }
    }

    public void AssertNothingUnfinished() => Assert.DoesNotContain(Old.AllFiles(), path => Path.GetFileName(path).StartsWith(DurableFile.Unfinished, StringComparison.Ordinal));

    public void Dispose()
    {
        Old.Dispose();
        _keys.Dispose();
    }

    private VaultOptions Alone(string[] lost) => new() { Directory = Old.Path, MasterKeyFile = NewMaster, HoldKeyFile = _newHold, LostMasterKeys = lost };

    private VaultFiles Files(VaultOptions options) => new(options, new MasterKeys(options), Old.Time);
}
