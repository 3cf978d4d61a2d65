using System.Text;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;
using Moderation.Vault;

namespace Moderation.Tests.Unit.Evidence;

public sealed class VaultRotationTests : IDisposable
{
    private const string Line = "do you keep secrets?";
    private static readonly CaseId One = CaseId.Parse("cas-one");
    private readonly RotatedVault _vault = new();

    public static TheoryData<string> Steps() => [.. Enum.GetNames<RotationStep>()];

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task Keys_of_cases_and_of_holds_come_under_the_current_ones_and_all_else_stays()
    {
        var items = await _vault.Old.StoreAsync(One, 1, Line);
        await _vault.Old.Keeper.KeepForAsync(One, VaultPurpose.Appeal, CancellationToken.None);
        await _vault.Old.Keeper.PreserveAsync(One, CancellationToken.None);
        var (before, sealedItem) = (_vault.Old.Reader.StandingOf(One).Key!, await File.ReadAllBytesAsync(_vault.ItemPath(One, items[0])));
        _vault.Old.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(2, await _vault.Rotation().RewrapAsync(One, CancellationToken.None));

        var after = _vault.New.StandingOf(One).Key!;
        Assert.Equal((before.CaseId, before.Purpose, before.Since, _vault.NewKeyId), (after.CaseId, after.Purpose, after.Since, after.MasterKeyId));
        Assert.Equal(Line, Text(_vault.NewAlone().Open(One, items[0])));
        Assert.Equal(Line, Text(_vault.NewAlone().OpenHeld(One, items[0])));
        Assert.Equal(sealedItem, await File.ReadAllBytesAsync(_vault.ItemPath(One, items[0])));
        Assert.Throws<MasterKeyMissingException>(() => _vault.Old.Reader.Open(One, items[0]));
        Assert.Equal(0, await _vault.Rotation().RewrapAsync(One, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Crash_at_any_step_leaves_what_opens_and_what_the_next_rotation_finishes(string step)
    {
        var items = await _vault.Old.StoreAsync(One, 1, Line);
        await _vault.Old.Keeper.PreserveAsync(One, CancellationToken.None);
        var secrets = _vault.Secrets(One);

        await Assert.ThrowsAsync<CrashException>(() => CrashingAt(step).RewrapAsync(One, CancellationToken.None));

        Assert.Equal(Line, Text(_vault.New.Open(One, items[0])));
        _vault.AssertNoPlaintextKey(secrets);
        Assert.Equal(step == nameof(RotationStep.Replaced) ? 1 : 2, await _vault.Rotation().RewrapAsync(One, CancellationToken.None));
        Assert.Equal(Line, Text(_vault.NewAlone().Open(One, items[0])));
        Assert.Equal(Line, Text(_vault.NewAlone().OpenHeld(One, items[0])));
        _vault.AssertNothingUnfinished();
        _vault.AssertNoPlaintextKey(secrets);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Erasure_after_a_crash_in_the_middle_leaves_nothing_that_opens_but_the_hold(string step)
    {
        var items = await _vault.Old.StoreAsync(One, 1, Line);
        await _vault.Old.Keeper.PreserveAsync(One, CancellationToken.None);
        await Assert.ThrowsAsync<CrashException>(() => CrashingAt(step).RewrapAsync(One, CancellationToken.None));

        await _vault.EraseAsync(One);

        // A wrapped copy of the key that a crash left beside it would open everything, whatever the receipt says.
        Assert.Equal(["hold.json"], Directory.EnumerateFiles(_vault.Old.Files.Folder.Case(One)).Select(path => Path.GetFileName(path)));
        Assert.Equal(1, await _vault.Rotation().RewrapAsync(One, CancellationToken.None));
        Assert.Null(_vault.New.Open(One, items[0]));
        Assert.Null(_vault.New.StandingOf(One).Key);
        Assert.Equal(Line, Text(_vault.NewAlone().OpenHeld(One, items[0])));
        Assert.Equal(0, _vault.Census().Master.GetValueOrDefault(_vault.NewKeyId));
    }

    [Fact]
    public async Task Half_a_file_that_a_power_cut_left_is_removed_and_never_taken_for_a_key()
    {
        var items = await _vault.Old.StoreAsync(One, 1, Line);
        var path = _vault.Old.Files.Folder.Key(One);
        var half = Path.Combine(Path.GetDirectoryName(path)!, DurableFile.Unfinished + "0123");
        await File.WriteAllBytesAsync(half, (await File.ReadAllBytesAsync(path))[..40]);

        Assert.Equal(1, await _vault.Rotation().RewrapAsync(One, CancellationToken.None));

        Assert.False(File.Exists(half));
        Assert.Equal(Line, Text(_vault.NewAlone().Open(One, items[0])));
    }

    [Fact]
    public async Task Erased_case_stays_erased_also_where_a_crash_left_its_key()
    {
        var items = await _vault.Old.StoreAsync(One, 1, Line);
        var (path, wrapped) = (_vault.Old.Files.Folder.Key(One), await File.ReadAllBytesAsync(_vault.Old.Files.Folder.Key(One)));
        await _vault.EraseAsync(One);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, wrapped);

        Assert.Equal(0, await _vault.Rotation().RewrapAsync(One, CancellationToken.None));

        Assert.Equal(wrapped, await File.ReadAllBytesAsync(path));
        Assert.Null(_vault.New.Open(One, items[0]));
        Assert.Empty(_vault.Census().Master);
    }

    [Fact]
    public async Task Key_that_was_altered_or_is_of_another_case_stays_as_it_is()
    {
        var other = CaseId.Parse("cas-other");
        await _vault.Old.StoreAsync(One, 1, Line);
        await _vault.Old.StoreAsync(other, 2, Line);
        var path = _vault.Old.Files.Folder.Key(One);
        File.Copy(_vault.Old.Files.Folder.Key(other), path, overwrite: true);
        var moved = await File.ReadAllBytesAsync(path);

        await Assert.ThrowsAsync<VaultSealException>(() => _vault.Rotation().RewrapAsync(One, CancellationToken.None));

        Assert.Equal(moved, await File.ReadAllBytesAsync(path));
        Assert.Equal(1, await _vault.Rotation().RewrapAsync(other, CancellationToken.None));
    }

    [Fact]
    public async Task Whoever_reads_and_writes_meanwhile_notices_nothing()
    {
        var items = await _vault.Old.StoreAsync(One, 1, Line);
        using var done = new CancellationTokenSource();
        var reads = 0;
        var reading = Task.Run(() =>
        {
            for (; !done.IsCancellationRequested; reads++)
            {
                Assert.Equal(Line, Text(_vault.New.Open(One, items[0])));
                Assert.Single(_vault.New.List(One)!, report => report.ReportId == Records.Report(1).ReportId);
            }
        });
        // To and fro, so that the file changes its place often while it is read; both rings know both keys.
        for (var turn = 0; turn < 50; turn++)
        {
            Assert.Equal(1, await _vault.Rotation(toOld: turn % 2 == 1).RewrapAsync(One, CancellationToken.None));
            await _vault.WriterWithBoth.StoreAsync(One, TestVault.Evidence(10 + turn, [TestVault.Entry(EvidenceKind.Line, turn)]), [Encoding.UTF8.GetBytes($"line {turn}")], CancellationToken.None);
        }

        await done.CancelAsync();
        await reading;

        Assert.True(reads > 0);
        Assert.Equal(51, _vault.New.List(One)!.Count);
    }

    [Fact]
    public async Task Start_without_a_key_that_cases_need_names_it_and_how_many_they_are()
    {
        for (var number = 1; number <= 3; number++)
            await _vault.Old.StoreAsync(CaseId.Parse($"cas-{number}"), number, Line);
        await _vault.Old.Keeper.PreserveAsync(CaseId.Parse("cas-1"), CancellationToken.None);
        await _vault.Rotation().RewrapAsync(CaseId.Parse("cas-3"), CancellationToken.None);

        var refusal = Assert.Throws<VaultKeyException>(() => _vault.CensusAlone().Require());

        Assert.Contains($"key {_vault.OldKeyId}, which 2 cases are under", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Evidence:Vault:OtherMasterKeyFiles", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Line, refusal.Message, StringComparison.Ordinal);
        Assert.Equal((2, 1), (_vault.CensusBoth().Require().Master[_vault.OldKeyId], _vault.Census().Hold.Values.Single()));
        foreach (var number in new[] { 1, 2 })
            await _vault.Rotation().RewrapAsync(CaseId.Parse($"cas-{number}"), CancellationToken.None);
        Assert.Equal(3, _vault.CensusAlone().Require().Master[_vault.NewKeyId]);
    }

    [Fact]
    public async Task Key_that_is_lost_for_good_is_named_and_stops_nothing_but_its_cases()
    {
        var items = await _vault.Old.StoreAsync(One, 1, Line);

        Assert.Equal(1, _vault.CensusAlone(_vault.OldKeyId).Require().Master[_vault.OldKeyId]);
        var refusal = Assert.Throws<VaultSealException>(() => _vault.NewAlone(_vault.OldKeyId).Open(One, items[0]));
        Assert.Contains("lost", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_of_evidence_and_of_holds_are_never_the_same_also_not_old_ones()
    {
        VaultOptions[] wrong =
        [
            new() { MasterKeyFile = _vault.NewMaster, OtherMasterKeyFiles = [TestKeys.HoldKeyFile], HoldKeyFile = TestKeys.HoldKeyFile },
            new() { MasterKeyFile = _vault.NewMaster, OtherHoldKeyFiles = [_vault.NewMaster], HoldKeyFile = TestKeys.HoldKeyFile },
            new() { MasterKeyFile = _vault.NewMaster, OtherHoldKeyFiles = [TestKeys.HoldKeyFile] },
            new() { MasterKeyFile = _vault.NewMaster, OtherMasterKeyFiles = ["/nowhere/key"] },
        ];

        Assert.All(wrong, options => Assert.Throws<VaultKeyException>(() => new MasterKeys(options).Require()));
    }

    private VaultRotation CrashingAt(string step) => _vault.Rotation(reached =>
    {
        if (reached.ToString() == step)
            throw new CrashException();
    });

    private static string Text(byte[]? content) => Encoding.UTF8.GetString(content!);

    private sealed class CrashException : Exception;
}
