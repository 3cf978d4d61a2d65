using System.Text;
using System.Text.Json;
using Moderation.Cli.Host;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Vault;
using Moderation.Worker;

namespace Moderation.Tests.Pipeline;

/// <summary>The real program, killed the hard way while it has written evidence that no index names yet.</summary>
public sealed class EvidenceCrashTests : IDisposable
{
    private const string Marker = "PLANTED-MARKER-5be2-nobody-reads-this";

    // Each line is forced to the disk before the next, and the index is written after the last: so many that a kill comes long before that,
    // also where other programs keep the test waiting.
    private const int LineCount = 1_000;
    private const int KillAfter = 5;
    private const int Killed = 128 + (int)Signal.Kill;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly KafkaFixture _kafka = new();
    private readonly TestVault _vault = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ChildLauncher _launcher = new();

    public EvidenceCrashTests() => _kafka.Touch(TopicNames.Frames, TopicNames.Chat, TopicNames.Signals, TopicNames.Reports, TopicNames.DeadLetters);

    private string Live => $"{_kafka.Unique}-live";

    [Fact]
    public async Task An_item_that_a_killed_worker_left_without_an_index_is_unreadable_without_its_key_and_found_by_the_next_worker()
    {
        var report = await KillBetweenItemAndIndexAsync();
        var caseId = CaseIds.OfReport(report);
        var left = Items(caseId);

        AssertUnreadableWithoutKey(caseId, left[0]);
        await using var second = await StartAsync(1);
        await KafkaFixture.Until(() => second.Exited.IsCompleted || _vault.Writer.IsDone(caseId, report.ReportId), "the report is captured by the next worker");

        var cited = Assert.Single(_vault.Reader.List(caseId)!).Cited;
        Assert.Equal(LineCount, cited.Count);
        Assert.All(cited.Index(), entry => Assert.Contains($"{Marker} {entry.Index} ", Encoding.UTF8.GetString(_vault.Reader.Open(caseId, entry.Item.ItemId!)!), StringComparison.Ordinal));
        // What was there was taken for what it is: nothing lies beside what the index names, and nothing half written.
        Assert.Equal(cited.Select(entry => entry.ItemId!).Order(StringComparer.Ordinal), Items(caseId));
        Assert.All(left, item => Assert.Contains(cited, entry => entry.ItemId == item));
        Assert.All(_vault.AllFiles(), path => Assert.DoesNotContain(DurableFile.Unfinished, path, StringComparison.Ordinal));
        Assert.True(await second.StopAsync(Patience), "it stops when it is asked to");
    }

    [Fact]
    public async Task An_item_that_no_index_ever_names_goes_with_its_case_and_does_not_come_back()
    {
        var report = await KillBetweenItemAndIndexAsync();
        var caseId = CaseIds.OfReport(report);

        Assert.NotNull(await _vault.Keeper.EraseAsync(caseId, "retention", "its time is over", receipt => receipt with { KeyId = "test" }, CancellationToken.None));
        await using var second = await StartAsync(1);
        await KafkaFixture.Until(
            () => second.Exited.IsCompleted || _kafka.Committed($"{_kafka.Unique}.evidence", TopicNames.Reports) == 1, "the report is read again and passed over");

        Assert.False(Directory.Exists(_vault.Files.Folder.Case(caseId)));
        Assert.Null(_vault.Reader.List(caseId));
        Assert.True(await second.StopAsync(Patience), "it stops when it is asked to");
    }

    public void Dispose()
    {
        _launcher.Dispose();
        _folder.Dispose();
        _kafka.Dispose();
        _vault.Dispose();
    }

    private async Task<ReportRecord> KillBetweenItemAndIndexAsync()
    {
        var report = await TellAsync();
        var caseId = CaseIds.OfReport(report);
        await using var worker = await StartAsync(0);
        await KafkaFixture.Until(() => worker.Exited.IsCompleted || Items(caseId).Count >= KillAfter, "items are written");
        Assert.True(Signals.Send(worker.Identity.Pid, Signal.Kill), string.Join('\n', worker.Log.Tail(20)));
        Assert.Equal(Killed, await worker.Exited.WaitAsync(Patience));
        Assert.False(_vault.Writer.IsDone(caseId, report.ReportId));
        Assert.InRange(Items(caseId).Count, KillAfter, LineCount - 1);
        Assert.Equal(0, _kafka.Committed($"{_kafka.Unique}.evidence", TopicNames.Reports));
        return report;
    }

    private void AssertUnreadableWithoutKey(CaseId caseId, string item)
    {
        Assert.All(_vault.AllFiles(), path => Assert.DoesNotContain(Marker, Encoding.Latin1.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal));
        Assert.Throws<MasterKeyMissingException>(() => _vault.ReaderWith(TestKeys.HoldKeyFile).Open(caseId, item));
        Assert.Contains(Marker, Encoding.UTF8.GetString(_vault.Reader.Open(caseId, item)!), StringComparison.Ordinal);
    }

    /// <summary>Whole items of a case, by name.</summary>
    private List<string> Items(CaseId caseId)
    {
        var folder = _vault.Files.Folder.Items(caseId);
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Says so many lines in one live, and raises a report that cites all of them.</summary>
    private async Task<ReportRecord> TellAsync()
    {
        for (var i = 0; i < LineCount; i++)
        {
            await TestWorker.SendLineAsync(_kafka, new ChatRecord
            {
                V = 1, LiveId = LiveId.Parse(Live), MessageId = $"m{i}", At = Records.Noon.AddSeconds(i), Source = TextSource.Chat, Text = $"{Marker} {i} ", AuthorId = UserId.Parse("u8"),
            });
        }

        var places = _kafka.Read(TopicNames.Chat, LineCount, _ => true).Select(record => new RecordRef(TopicNames.Chat, record.Partition.Value, record.Offset.Value));
        var report = Records.TextReport(1, Live);
        report = report with { Evidence = (TextEvidenceSummary)report.Evidence with { Lines = [.. places], MessageIds = [] } };
        await _kafka.SendAsync(TopicNames.Reports, Encoding.UTF8.GetBytes(Live), JsonSerializer.SerializeToUtf8Bytes(report, WireJson.Default.ReportRecord));
        return report;
    }

    private Task<ChildProcess> StartAsync(int run) => ChildProcess.StartAsync(
        new ChildProgram
        {
            Name = "worker",
            FileName = "dotnet",
            Arguments =
            [
                typeof(WorkerProgram).Assembly.Location, .. TestWorker.Settings(_kafka), "--Worker:Roles=evidence", "--Worker:CommitInterval=00:00:00.05", $"--Evidence:Vault:Directory={_vault.Path}",
            ],
            WorkingFolder = _folder.Path,
            Log = new ChildLog(_folder.File($"evidence-{run}.log")),
        },
        _launcher);
}
