using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Moderation.Core.Evidence.Capture;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Evidence;

namespace Moderation.Tests.Kafka;

/// <summary>The role as it ships, on a broker and a vault of its own.</summary>
public sealed class EvidenceCaptureTests : IDisposable
{
    private const string Marker = "PLANTED-MARKER-93c1-meet-me-there";
    private readonly KafkaFixture _kafka = new();
    private readonly TestVault _vault = new();

    public EvidenceCaptureTests() => _kafka.Touch(TopicNames.Frames, TopicNames.Chat, TopicNames.Signals, TopicNames.Reports);

    private string Live => $"{_kafka.Unique}-live";

    public void Dispose()
    {
        _kafka.Dispose();
        _vault.Dispose();
    }

    [Fact]
    public async Task Cited_lines_are_kept_encrypted_and_neither_disk_nor_log_shows_them()
    {
        var lines = await SendLinesAsync($"{Marker} one", $"{Marker} two");
        var report = TextReport(1, lines);
        await using var worker = await StartAsync();
        await SendAsync(report);

        var cited = (await CapturedAsync(report)).Cited;

        Assert.Equal([$"{Marker} one", $"{Marker} two"], cited.Select(entry => Line(report, entry).Text));
        Assert.All(_vault.AllFiles(), path => Assert.DoesNotContain(Marker, Encoding.Latin1.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal));
        var logged = worker.App.Services.GetRequiredService<FakeLogCollector>().GetSnapshot();
        Assert.Contains(logged, record => record.Message.Contains(report.ReportId.Value, StringComparison.Ordinal));
        Assert.All(logged, record => Assert.DoesNotContain(Marker, $"{record.Message} {record.Exception}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_is_kept_with_its_labels_and_the_parts_that_rules_matched_and_without_where_the_log_does_not_tell()
    {
        var lines = await SendLinesAsync("call me on 06 12 34 56 78", "and what of this?");
        var tipped = await SendSignalAsync(new TextSignal
        {
            V = 1, LiveId = LiveId.Parse(Live), At = Records.Noon, SampleId = SampleId.Parse("smp-2"), Line = lines[0], MessageId = "m0", Source = TextSource.Chat, Language = "en",
            Scores = [new LabelScore(TextLabel.OffplatformContact, 0.91, true)], Rules = [new RuleHit(TextRule.Phone, 11, 14)], Models = [new ModelRef("text", "h")],
        });
        var report = TextReport(9, lines) with { DecidedBy = tipped };
        await using var worker = await StartAsync();
        await SendAsync(report);

        var kept = (await CapturedAsync(report)).Cited.Select(entry => Line(report, entry)).ToList();

        Assert.Equal(new LabelScore(TextLabel.OffplatformContact, 0.91, true), Assert.Single(kept[0].Scores!));
        Assert.Equal("06 12 34 56 78", kept[0].Rules!.Select(hit => kept[0].Text.Substring(hit.Start, hit.Length)).Single());
        Assert.Null(kept[1].Scores);
        Assert.Null(kept[1].Rules);
    }

    [Fact]
    public async Task Of_cited_frames_the_part_with_the_face_is_kept_and_no_picture_lies_on_the_disk()
    {
        var frame = await SendFrameAsync(DrawnFrame.Jpeg(480, 640));
        var face = new NormalizedBox(0.4, 0.4, 0.1, 0.1);
        var tipped = await SendSignalAsync(FrameSignal(frame, face));
        var report = AgeReport(2, tipped, frame);
        await using var worker = await StartAsync();
        await SendAsync(report);

        var kept = Assert.Single((await CapturedAsync(report)).Cited);

        Assert.Equal((EvidenceKind.Frame, CropBasis.Face, (GoneReason?)null), (kept.Kind, kept.Basis, kept.Gone));
        var crop = _vault.Reader.Open(CaseIds.OfReport(report), kept.ItemId!)!;
        using var picture = OpenCvSharp.Cv2.ImDecode(crop, OpenCvSharp.ImreadModes.Color);
        Assert.Equal((106, 142), (picture.Rows, picture.Cols));
        byte[] jpegHead = [0xFF, 0xD8, 0xFF, 0xE0];
        Assert.All(_vault.AllFiles(), path => Assert.True(
            File.ReadAllBytes(path) is var bytes && bytes.AsSpan().IndexOf(jpegHead) < 0 && bytes.AsSpan().IndexOf(crop.AsSpan(crop.Length / 2, 32)) < 0));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_there_with_its_reason()
    {
        var there = (await SendLinesAsync("line of another live"))[0];
        var other = $"{_kafka.Unique}-other";
        var frame = await SendFrameAsync("no picture"u8.ToArray());
        var report = TextReport(3, there with { Offset = 1_000_000 }, there with { Partition = 99 }, there, frame) with { LiveId = LiveId.Parse(other) };
        var broken = AgeReport(4, new RecordRef(TopicNames.Signals, 0, 0), frame);
        await using var worker = await StartAsync();
        await SendAsync(report);
        await SendAsync(broken);

        Assert.Equal(
            [GoneReason.NotThere, GoneReason.NotThere, GoneReason.NotOfLive, GoneReason.NotThere],
            (await CapturedAsync(report)).Cited.Select(entry => entry.Gone!.Value));
        Assert.Equal(GoneReason.Unusable, Assert.Single((await CapturedAsync(broken)).Cited).Gone);
        Assert.All((await CapturedAsync(report)).Cited, entry => Assert.Null(entry.ItemId));
    }

    [Fact]
    public async Task What_the_topic_has_forgotten_is_said_to_be_gone_by_retention()
    {
        var first = (await SendLinesAsync("the line that was cited"))[0];
        // The embedded broker keeps 5 MiB of a partition; the live's key puts all of it into one.
        for (var i = 0; i < 12; i++)
            await _kafka.SendAsync(TopicNames.Chat, Encoding.UTF8.GetBytes(Live), new byte[600_000]);
        var report = TextReport(5, first);
        await using var worker = await StartAsync();
        await SendAsync(report);

        Assert.Equal(GoneReason.Retention, Assert.Single((await CapturedAsync(report)).Cited).Gone);
    }

    [Fact]
    public async Task A_report_that_comes_again_after_a_crash_changes_nothing_and_is_committed()
    {
        var report = TextReport(6, await SendLinesAsync("line a", "line b"));
        await using (await StartAsync())
        {
            await SendAsync(report);
            await CapturedAsync(report);
        }

        var files = _vault.AllFiles().Select(path => (path, Convert.ToHexString(File.ReadAllBytes(path)))).ToList();
        await using var second = await StartAsync();
        await SendAsync(report);
        var group = $"{_kafka.Unique}.{EvidenceRole.Group}";

        await KafkaFixture.Until(() => _kafka.Committed(group, TopicNames.Reports) == _kafka.CountIn(TopicNames.Reports), "both reports are committed");

        Assert.Equal(files, _vault.AllFiles().Select(path => (path, Convert.ToHexString(File.ReadAllBytes(path)))));
    }

    [Fact]
    public async Task A_case_whose_key_was_damaged_keeps_no_other_case_waiting()
    {
        var damaged = TextReport(7, await SendLinesAsync("line a"));
        var sound = TextReport(8, await SendLinesAsync("line b")) with { EpisodeStartedAt = Records.Noon.AddHours(5) };
        var key = _vault.Files.Folder.Key(CaseIds.OfReport(damaged));
        Directory.CreateDirectory(Path.GetDirectoryName(key)!);
        await File.WriteAllTextAsync(key, "no key");
        _kafka.Touch(TopicNames.DeadLetters);
        await using var worker = await StartAsync();
        await SendAsync(damaged);
        await SendAsync(sound);

        await CapturedAsync(sound);

        var letter = Assert.Single(_kafka.Read(TopicNames.DeadLetters, 1, _ => true));
        Assert.Equal("evidence", JsonSerializer.Deserialize(letter.Message.Value, WireJson.Default.DeadLetterRecord)!.Stage);
    }

    [Fact]
    public async Task A_case_under_a_master_key_that_the_worker_was_not_told_of_waits_for_a_worker_that_was()
    {
        var report = TextReport(9, await SendLinesAsync("line a"));
        var caseId = CaseIds.OfReport(report);
        using var keys = new TemporaryFolder();
        await File.WriteAllTextAsync(keys.File("other"), TestKeys.VaultKey());
        _kafka.Touch(TopicNames.DeadLetters);
        await using (var worker = await StartAsync())
        {
            await _vault.WriterWith(keys.File("other")).StoreAsync(caseId, TestVault.Evidence(90, []), [], CancellationToken.None);
            await SendAsync(report);
            await KafkaFixture.Until(() => worker.App.Lifetime.ApplicationStopping.IsCancellationRequested, "the worker gives up");
        }

        Assert.Equal((0, 0), (_kafka.CountIn(TopicNames.DeadLetters), _kafka.Committed($"{_kafka.Unique}.{EvidenceRole.Group}", TopicNames.Reports)));
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync());
        Assert.Contains("which 1 cases are under", refusal.Message, StringComparison.Ordinal);
        await using var told = await StartAsync($"--Evidence:Vault:OtherMasterKeyFiles:0={keys.File("other")}");
        await KafkaFixture.Until(() => _vault.WriterWith(keys.File("other")).IsDone(caseId, report.ReportId), "the report is captured");
    }

    [Fact]
    public async Task A_worker_without_a_master_key_does_not_start_and_says_what_to_set()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => TestWorker.StartAsync(
            _kafka, ScriptedTextScorers.Calm(), _ => { }, "--Worker:Roles=evidence", "--Evidence:Vault:MasterKeyFile="));

        Assert.Contains("Evidence:Vault:MasterKeyFile", refusal.Message, StringComparison.Ordinal);
    }

    private Task<TestWorker> StartAsync(params string[] settings) => TestWorker.StartAsync(
        _kafka, ScriptedTextScorers.Calm(), builder => builder.Logging.AddFakeLogging(),
        ["--Worker:Roles=evidence", "--Worker:CommitInterval=00:00:00.05", $"--Evidence:Vault:Directory={_vault.Path}", "--Logging:LogLevel:Default=Debug", .. settings]);

    private async Task<ReportEvidence> CapturedAsync(ReportRecord report)
    {
        var caseId = CaseIds.OfReport(report);
        await KafkaFixture.Until(() => _vault.Writer.IsDone(caseId, report.ReportId), $"{report.ReportId} is captured");
        return _vault.Reader.List(caseId)!.Single(one => one.ReportId == report.ReportId);
    }

    private LineExcerpt Line(ReportRecord report, CitedEvidence entry) =>
        JsonSerializer.Deserialize(_vault.Reader.Open(CaseIds.OfReport(report), entry.ItemId!), VaultJson.Default.LineExcerpt)!;

    private Task SendAsync(ReportRecord report) => _kafka.SendAsync(
        TopicNames.Reports, Encoding.UTF8.GetBytes(report.LiveId.Value), JsonSerializer.SerializeToUtf8Bytes(report, WireJson.Default.ReportRecord));

    private async Task<RecordRef[]> SendLinesAsync(params string[] texts)
    {
        var before = Places(TopicNames.Chat).Count;
        foreach (var (i, text) in texts.Index())
        {
            await TestWorker.SendLineAsync(_kafka, new ChatRecord
            {
                V = 1, LiveId = LiveId.Parse(Live), MessageId = $"m{before + i}", At = Records.Noon.AddSeconds(i), Source = TextSource.Chat, Text = text, AuthorId = UserId.Parse("u8"),
            });
        }

        return [.. Places(TopicNames.Chat, before + texts.Length).Skip(before)];
    }

    private async Task<RecordRef> SendFrameAsync(byte[] image)
    {
        await TestWorker.SendFrameAsync(_kafka, Live, "f1", Records.Noon, image);
        return Places(TopicNames.Frames, 1)[0];
    }

    private async Task<RecordRef> SendSignalAsync(SignalRecord signal)
    {
        await _kafka.SendAsync(TopicNames.Signals, Encoding.UTF8.GetBytes(Live), JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord));
        return Places(TopicNames.Signals, 1)[0];
    }

    private List<RecordRef> Places(string topic, int count = 0) =>
        [.. _kafka.Read(topic, count, record => Encoding.UTF8.GetString(record.Message.Key!) == Live).Select(record => new RecordRef(topic, record.Partition.Value, record.Offset.Value))];

    private ReportRecord TextReport(int number, params RecordRef[] lines)
    {
        var report = Records.TextReport(number, Live);
        return report with { Evidence = (TextEvidenceSummary)report.Evidence with { Lines = lines, MessageIds = [] } };
    }

    private ReportRecord AgeReport(int number, RecordRef tipped, params RecordRef[] frames)
    {
        var report = Records.Report(number, Live);
        return report with { DecidedBy = tipped, Evidence = (AgeEvidenceSummary)report.Evidence with { Frames = frames } };
    }

    private FrameSignal FrameSignal(RecordRef frame, NormalizedBox face) => new()
    {
        V = 1, LiveId = LiveId.Parse(Live), At = Records.Noon, SampleId = SampleId.Parse("smp-1"), Frame = frame, WidthPx = 640, HeightPx = 480,
        Faces = [new FaceSignal { Box = face, Detection = 0.9, Quality = new FaceQualitySignal { Band = FaceQualityBand.Clear, SizePx = 64, Sharpness = 100, Brightness = 0.5, OutsideShare = 0 } }],
    };
}
