using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Moderation.Core.Evidence.Capture;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Vault;

namespace Moderation.Tests.Support;

/// <summary>A vault in a folder of one test.</summary>
internal sealed class TestVault : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestVault(string? masterKeyFile = null)
    {
        Options = new VaultOptions { Directory = _folder.Path, MasterKeyFile = masterKeyFile ?? TestKeys.MasterKeyFile, HoldKeyFile = TestKeys.HoldKeyFile };
        Files = FilesWith(Options);
        (Writer, Reader, Keeper) = (new VaultWriter(Files), new VaultReader(Files), new VaultKeeper(Files));
    }

    public VaultOptions Options { get; }

    public FakeTimeProvider Time { get; } = new(Records.Noon);

    public VaultFiles Files { get; }

    public VaultWriter Writer { get; }

    public VaultReader Reader { get; }

    public VaultKeeper Keeper { get; }

    public string Path => _folder.Path;

    /// <summary>Every file of the vault but its locks.</summary>
    public IReadOnlyList<string> AllFiles() => [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Order()];

    /// <summary>The same folder, seen with another master key.</summary>
    public VaultReader ReaderWith(string masterKeyFile) => new(FilesWith(new VaultOptions { Directory = Path, MasterKeyFile = masterKeyFile }));

    /// <summary>The same folder, written with another master key.</summary>
    public VaultWriter WriterWith(string masterKeyFile) => new(FilesWith(new VaultOptions { Directory = Path, MasterKeyFile = masterKeyFile }));

    /// <summary>The same folder, written at another time.</summary>
    public VaultWriter WriterAt(DateTimeOffset now) => new(new VaultFiles(Options, new MasterKeys(Options), new FakeTimeProvider(now)));

    /// <summary>Stores lines as the evidence of a report.</summary>
    public async Task<IReadOnlyList<string>> StoreAsync(CaseId caseId, int report, params string[] lines)
    {
        var evidence = Evidence(report, [.. lines.Select((_, i) => Entry(EvidenceKind.Line, i))]);
        Assert.True(await Writer.StoreAsync(caseId, evidence, [.. lines.Select(System.Text.Encoding.UTF8.GetBytes)], CancellationToken.None));
        return [.. Reader.List(caseId)!.Single(one => one.ReportId == evidence.ReportId).Cited.Select(entry => entry.ItemId!)];
    }

    /// <summary>Stores what one report cites: a picture, a line, and a line that the topic did not hold any more.</summary>
    /// <returns>The names of picture and line in the vault.</returns>
    public async Task<(string Frame, string Line)> StoreCitedAsync(CaseId caseId, byte[] picture, string line)
    {
        // What lies in it must not be over before it begins.
        Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        var excerpt = new LineExcerpt("m1", Records.Noon, TextSource.Chat, line, UserId.Parse("u8"));
        var evidence = Evidence(1, [Entry(EvidenceKind.Frame, 7), Entry(EvidenceKind.Line, 9), Entry(EvidenceKind.Line, 3) with { At = null, Gone = GoneReason.Retention }]);
        await Writer.StoreAsync(caseId, evidence, [picture, JsonSerializer.SerializeToUtf8Bytes(excerpt, VaultJson.Default.LineExcerpt), null], CancellationToken.None);
        var cited = Reader.List(caseId)![0].Cited;
        return (cited[0].ItemId!, cited[1].ItemId!);
    }

    public static ReportEvidence Evidence(int report, IReadOnlyList<CitedEvidence> cited) => new()
    {
        ReportId = Records.Report(report).ReportId, LiveId = LiveId.Parse("live-1"), CapturedAt = Records.Noon.AddSeconds(report), Cited = cited,
    };

    public static CitedEvidence Entry(EvidenceKind kind, long offset) => new()
    {
        Kind = kind, At = Records.Noon, Basis = kind == EvidenceKind.Frame ? CropBasis.Face : null,
        Source = new RecordRef(kind == EvidenceKind.Frame ? TopicNames.Frames : TopicNames.Chat, 0, offset),
    };

    public void Dispose() => _folder.Dispose();

    private VaultFiles FilesWith(VaultOptions options) => new(options, new MasterKeys(options), Time);
}
