using Moderation.Cli.Policies.Recorded;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>Stored signals in files, one JSON object a line, plain or <c>.gz</c>.</summary>
internal static class SignalFiles
{
    private const string Pattern = "*.jsonl*";

    /// <summary>The named files, and those of the named folders.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = paths.SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, Pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal) : (IEnumerable<string>)[path]).ToList();
        foreach (var missing in files.Where(file => !File.Exists(file)))
            throw new ToolException($"there is no file or folder {missing}");
        return files.Count > 0 ? files : throw new ToolException($"no {Pattern} in {string.Join(", ", paths)}");
    }

    /// <summary>Every line of the files, in order.</summary>
    /// <param name="files">The files.</param>
    /// <param name="progress">Told, now and then, which share of the files' bytes was read.</param>
    public static IEnumerable<LoggedLine> Read(IReadOnlyList<string> files, Action<double> progress)
    {
        var total = Math.Max(1, files.Sum(file => new FileInfo(file).Length));
        var before = 0L;
        foreach (var file in files)
        {
            var length = new FileInfo(file).Length;
            using var stream = RecordedFile.Open(file);
            // a compressed file does not tell how far it is
            var position = stream.CanSeek ? (Func<long>)(() => stream.Position) : () => 0;
            foreach (var line in Lines(stream, file))
            {
                if (line.Line % 4096 == 0)
                    progress((before + position()) / (double)total);
                yield return line;
            }

            before += length;
            progress(before / (double)total);
        }
    }

    private static IEnumerable<LoggedLine> Lines(Stream stream, string file)
    {
        var buffer = new byte[1 << 20];
        var (filled, number) = (0, 0L);
        while (true)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            var from = 0;
            for (int end; (end = Array.IndexOf(buffer, (byte)'\n', from, filled - from)) >= 0; from = end + 1)
            {
                number++;
                if (Line(buffer, from, end) is { } bytes)
                    yield return new LoggedLine(bytes, null, file, number);
            }

            if (read == 0)
            {
                if (Line(buffer, from, filled) is { } last)
                    yield return new LoggedLine(last, null, file, number + 1);
                yield break;
            }

            Array.Copy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            if (filled == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    private static byte[]? Line(byte[] buffer, int from, int end)
    {
        var line = buffer.AsSpan(from, end - from).Trim(" \r\t"u8);
        return line.IsEmpty ? null : line.ToArray();
    }
}
