using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Moderation.Core.PolicyReports.Statements;

namespace Moderation.Api.PolicyReports.Statements.Exports;

/// <summary>The file of an export: batches as the transparency database takes them, what was left out and why, and what all of it is. The same statements give the same bytes.</summary>
internal sealed class ExportArchive : IDisposable
{
    private const string BatchPrefix = "batch-", ManifestName = "manifest.json", LeftOutName = "left-out.json";

    // A file's own time would make two exports of the same statements differ.
    private static readonly DateTimeOffset FileTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MemoryStream _content = new();
    private readonly ZipArchive _zip;
    private readonly List<StatementOfReasons> _batch = [];
    private readonly List<LeftOutOrder> _leftOut = [];
    private int _batches;

    public ExportArchive() => _zip = new ZipArchive(_content, ZipArchiveMode.Create, leaveOpen: true);

    public int Statements { get; private set; }

    public int LeftOutCount => _leftOut.Count;

    /// <summary>How many orders are not in it, by reason.</summary>
    public IReadOnlyDictionary<string, int> LeftOut =>
        _leftOut.GroupBy(order => order.Reason).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count());

    public void Add(StatementOfReasons statement)
    {
        _batch.Add(statement);
        Statements++;
        if (_batch.Count == StatementOfReasons.MostInBatch)
            WriteBatch();
    }

    public void LeaveOut(string order, string reason, IReadOnlyList<StatementFault> faults) => _leftOut.Add(new LeftOutOrder(order, reason, faults));

    /// <summary>Ends the file and gives it.</summary>
    public byte[] Finish(string platform, DateTimeOffset from, DateTimeOffset before)
    {
        if (_batch.Count > 0)
            WriteBatch();
        Write(LeftOutName, entry => JsonSerializer.Serialize(entry, _leftOut, JsonSerializerOptions.Web));
        Write(ManifestName, entry => JsonSerializer.Serialize(
            entry, new ExportManifest(platform, from.ToUniversalTime(), before.ToUniversalTime(), Statements, _batches, LeftOut), JsonSerializerOptions.Web));
        _zip.Dispose();
        return _content.ToArray();
    }

    /// <summary>Writes the statements of a finished file one a line.</summary>
    public static async Task WriteLinesAsync(byte[] content, Stream target, CancellationToken token)
    {
        await using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        foreach (var entry in zip.Entries.Where(entry => entry.Name.StartsWith(BatchPrefix, StringComparison.Ordinal)).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            await using var stream = await entry.OpenAsync(token);
            var batch = await JsonSerializer.DeserializeAsync(stream, StatementJson.Default.StatementBatch, token) ?? throw new InvalidDataException($"{entry.Name} holds no batch");
            foreach (var statement in batch.Statements)
            {
                await JsonSerializer.SerializeAsync(target, statement, StatementJson.Default.StatementOfReasons, token);
                await target.WriteAsync("\n"u8.ToArray(), token);
            }
        }
    }

    public void Dispose()
    {
        _zip.Dispose();
        _content.Dispose();
    }

    private void WriteBatch()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{BatchPrefix}{++_batches:00000}.json");
        Write(name, entry => JsonSerializer.Serialize(entry, new StatementBatch(_batch), StatementJson.Default.StatementBatch));
        _batch.Clear();
    }

    private void Write(string name, Action<Stream> write)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = FileTime;
        using var stream = entry.Open();
        write(stream);
    }

    private sealed record LeftOutOrder(string ActionId, string Reason, IReadOnlyList<StatementFault> Faults);

    private sealed record ExportManifest(string Platform, DateTimeOffset From, DateTimeOffset To, int Statements, int Batches, IReadOnlyDictionary<string, int> LeftOut);
}
