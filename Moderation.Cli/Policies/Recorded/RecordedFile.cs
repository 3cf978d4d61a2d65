using System.IO.Compression;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Recorded;

/// <summary>Files of recorded logs, plain or <c>.gz</c>.</summary>
internal static class RecordedFile
{
    public static Stream Open(string path)
    {
        if (!File.Exists(path))
            throw new ToolException($"there is no file {path}");
        var stream = File.OpenRead(path);
        return Path.GetExtension(path) == ".gz" ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    /// <summary>The log of one live with the markers of its partition.</summary>
    /// <exception cref="ToolException">It holds none or several, or a line that cannot be read.</exception>
    public static (LiveId Live, IReadOnlyList<RecordedSignal> Log) ReadLive(string path)
    {
        using var reader = new StreamReader(Open(path));
        IReadOnlyList<RecordedSignal> log;
        try
        {
            log = RecordedSession.Read(reader.ReadToEnd());
        }
        catch (FormatException e)
        {
            throw new ToolException($"{path}: {e.Message}", e);
        }

        var lives = log.Select(entry => entry.Signal.LiveId).Where(live => live != SignalRecord.EveryLive).Distinct().ToList();
        return lives.Count == 1 ? (lives[0], log) : throw new ToolException($"{path} holds {lives.Count} lives where one is expected");
    }
}
