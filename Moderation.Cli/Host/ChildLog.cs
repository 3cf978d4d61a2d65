namespace Moderation.Cli.Host;

/// <summary>Where a child process writes what it has to say: the file of this run, and beside it that of the run before.</summary>
internal sealed record ChildLog(string Path)
{
    private const int TailByteCount = 16 << 10;

    /// <summary>Makes room before a start, so that at most two runs are kept and no line of an older one is taken for a new one.</summary>
    public void Rotate()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        if (File.Exists(Path))
            File.Move(Path, Path + ".1", overwrite: true);
    }

    /// <summary>The last lines, for a message about a crash.</summary>
    public IReadOnlyList<string> Tail(int lineCount)
    {
        if (!File.Exists(Path))
            return [];
        using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(-Math.Min(stream.Length, TailByteCount), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lineCount)];
    }
}
