using System.Text;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Review.Audit;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;
using Moderation.Vault;

namespace Moderation.Tests.Unit.Evidence;

public sealed class VaultTests : IDisposable
{
    private static readonly CaseId One = CaseId.Parse("cas-one");
    private static readonly CaseId Other = CaseId.Parse("cas-other");
    private readonly TestVault _vault = new();

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task Stored_twice_it_is_stored_once()
    {
        var first = await _vault.StoreAsync(One, 1, "line a", "line b", "line a");
        var files = _vault.AllFiles();

        var second = await _vault.StoreAsync(One, 1, "line a", "line b", "line a");

        Assert.Equal(first, second);
        Assert.Equal(first[0], first[2]);
        Assert.Equal(files, _vault.AllFiles());
        Assert.Equal("line b", Text(One, first[1]));
    }

    [Fact]
    public async Task Nothing_on_the_disk_holds_what_was_stored_or_tells_that_two_cases_hold_the_same()
    {
        const string Marker = "PLANTED-MARKER-7f3a";
        var one = await _vault.StoreAsync(One, 1, Marker);
        var other = await _vault.StoreAsync(Other, 2, Marker);

        Assert.NotEqual(one, other);
        Assert.All(_vault.AllFiles(), path => Assert.DoesNotContain(Marker, Encoding.Latin1.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_between_item_and_index_leaves_what_the_next_attempt_completes()
    {
        // A file in the place of the folder of indexes: items can be written, and the index cannot.
        var reports = _vault.Files.Folder.Reports(One);
        Directory.CreateDirectory(Path.GetDirectoryName(reports)!);
        await File.WriteAllTextAsync(reports, "");
        var report = Records.Report(1).ReportId;
        await Assert.ThrowsAnyAsync<IOException>(() => _vault.StoreAsync(One, 1, "line a"));
        Assert.False(_vault.Writer.IsDone(One, report));
        Assert.Single(Directory.EnumerateFiles(_vault.Files.Folder.Items(One)));
        File.Delete(reports);
        await File.WriteAllTextAsync(Path.Combine(_vault.Files.Folder.Items(One), ".unfinished-0123"), "half an it");

        var items = await _vault.StoreAsync(One, 1, "line a");

        Assert.True(_vault.Writer.IsDone(One, report));
        Assert.Equal("line a", Text(One, items[0]));
        Assert.Single(Directory.EnumerateFiles(_vault.Files.Folder.Items(One)));
    }

    [Fact]
    public async Task A_damaged_item_is_refused_and_the_next_capture_puts_it_right()
    {
        var items = await _vault.StoreAsync(One, 1, "line a");
        var path = Path.Combine(_vault.Files.Folder.Items(One), items[0]);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        Assert.Contains("altered", Assert.Throws<VaultSealException>(() => _vault.Reader.Open(One, items[0])).Message, StringComparison.Ordinal);

        await _vault.StoreAsync(One, 2, "line a");

        Assert.Equal("line a", Text(One, items[0]));
    }

    [Fact]
    public async Task Items_and_keys_that_changed_their_cases_are_refused()
    {
        var one = (await _vault.StoreAsync(One, 1, "line a", "line b")).ToArray();
        var other = await _vault.StoreAsync(Other, 2, "line a");
        File.Copy(ItemPath(One, one[0]), ItemPath(Other, other[0]), overwrite: true);
        File.Copy(ItemPath(One, one[0]), ItemPath(One, one[1]), overwrite: true);

        Assert.Throws<VaultSealException>(() => _vault.Reader.Open(Other, other[0]));
        Assert.Throws<VaultSealException>(() => _vault.Reader.Open(One, one[1]));
        File.Copy(_vault.Files.Folder.Key(One), _vault.Files.Folder.Key(Other), overwrite: true);
        Assert.Contains("another case", Assert.Throws<VaultSealException>(() => _vault.Reader.List(Other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_master_key_opens_nothing_and_says_which_one_it_was()
    {
        var items = await _vault.StoreAsync(One, 1, "line a");

        var refusal = Assert.Throws<MasterKeyMissingException>(() => _vault.ReaderWith(TestKeys.HoldKeyFile).Open(One, items[0]));

        Assert.Contains("master key", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erased_evidence_cannot_be_read_leaves_a_receipt_that_holds_and_never_comes_back()
    {
        var items = await _vault.StoreAsync(One, 1, "line a", "line b");
        using var key = AuditSignature.ReadKey(TestKeys.AuditPem());

        var receipt = await EraseAsync(One, key);

        Assert.True(receipt!.IsSignedBy(key));
        Assert.Equal(3, receipt.Items);
        Assert.Null(_vault.Reader.Open(One, items[0]));
        Assert.Null(_vault.Reader.List(One));
        Assert.Equal([_vault.Files.Folder.Receipt(One)], _vault.AllFiles());
        Assert.Equal(receipt, await EraseAsync(One, key));
        Assert.False(await _vault.Writer.StoreAsync(One, TestVault.Evidence(9, []), [], CancellationToken.None));
        Assert.Null(await EraseAsync(Other, key));
    }

    [Fact]
    public async Task An_erasure_that_a_crash_interrupted_is_finished_and_a_key_that_nobody_can_read_is_destroyed_all_the_same()
    {
        await _vault.StoreAsync(One, 1, "line a");
        var (path, wrapped) = (_vault.Files.Folder.Key(One), await File.ReadAllBytesAsync(_vault.Files.Folder.Key(One)));
        using var key = AuditSignature.ReadKey(TestKeys.AuditPem());
        await EraseAsync(One, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, wrapped);
        Assert.Null(_vault.Reader.List(One));
        await EraseAsync(One, key);
        Assert.False(Directory.Exists(_vault.Files.Folder.Case(One)));

        await _vault.StoreAsync(Other, 2, "line a");
        await File.WriteAllTextAsync(_vault.Files.Folder.Key(Other), "no key");
        Assert.NotNull(await EraseAsync(Other, key));
        Assert.False(Directory.Exists(_vault.Files.Folder.Case(Other)));
    }

    [Fact]
    public async Task What_a_legal_hold_preserves_outlasts_the_erasure_under_the_other_master_key_alone()
    {
        var items = await _vault.StoreAsync(One, 1, "line a");
        using var key = AuditSignature.ReadKey(TestKeys.AuditPem());
        Assert.False(await _vault.Keeper.PreserveAsync(Other, CancellationToken.None));
        Assert.True(await _vault.Keeper.PreserveAsync(One, CancellationToken.None));

        var receipt = await EraseAsync(One, key);

        Assert.True(receipt!.IsPreserved);
        Assert.Null(_vault.Reader.Open(One, items[0]));
        Assert.False(File.Exists(_vault.Files.Folder.Key(One)));
        Assert.Equal("line a", Encoding.UTF8.GetString(_vault.Reader.OpenHeld(One, items[0])!));
    }

    [Fact]
    public async Task Keeping_for_another_purpose_begins_its_time_anew_and_leaves_the_items_as_they_are()
    {
        var items = await _vault.StoreAsync(One, 1, "line a");
        _vault.Time.Advance(TimeSpan.FromDays(3));

        Assert.True(await _vault.Keeper.KeepForAsync(One, VaultPurpose.Appeal, CancellationToken.None));

        var key = _vault.Reader.StandingOf(One).Key!;
        Assert.Equal((VaultPurpose.Appeal, Records.Noon.AddDays(3)), (key.Purpose, key.Since));
        Assert.Equal("line a", Text(One, items[0]));
    }

    [Fact]
    public async Task Who_changes_a_case_waits_for_who_is_at_it_and_goes_on_when_they_are_done()
    {
        var holder = await _vault.Files.LockAsync(One, CancellationToken.None);

        var waiting = _vault.Keeper.KeepForAsync(One, VaultPurpose.Appeal, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        holder.Dispose();
        while (!waiting.IsCompleted)
        {
            _vault.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.False(await waiting);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64 at all")]
    public void A_missing_or_short_master_key_is_refused_by_the_name_of_its_setting_without_repeating_it(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("key"), text);

        var refusal = Assert.Throws<VaultKeyException>(() => new MasterKeys(new VaultOptions { MasterKeyFile = folder.File("key") }).Require());

        Assert.Contains("Evidence:Vault:MasterKeyFile", refusal.Message, StringComparison.Ordinal);
        Assert.True(text.Length == 0 || !refusal.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void One_key_cannot_be_both_and_one_in_the_environment_will_do()
    {
        new MasterKeys(new VaultOptions { MasterKey = TestKeys.VaultKey() }).Require();

        Assert.Throws<VaultKeyException>(() => new MasterKeys(new VaultOptions { MasterKeyFile = TestKeys.HoldKeyFile, HoldKeyFile = TestKeys.HoldKeyFile }).Require());
    }

    private string Text(CaseId caseId, string itemId) => Encoding.UTF8.GetString(_vault.Reader.Open(caseId, itemId)!);

    private string ItemPath(CaseId caseId, string itemId) => Path.Combine(_vault.Files.Folder.Items(caseId), itemId);

    private Task<ErasureReceipt?> EraseAsync(CaseId caseId, System.Security.Cryptography.ECDsa key) =>
        _vault.Keeper.EraseAsync(caseId, "ada", "asked by the person", receipt => (receipt with { KeyId = AuditSignature.KeyIdOf(key) }).Sign(key), CancellationToken.None);
}
