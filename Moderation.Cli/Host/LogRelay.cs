namespace Moderation.Cli.Host;

/// <summary>Repeats what another process writes to a file.</summary>
internal sealed class LogRelay(string path)
{
    private long _position;

    public void CopyNewLines(TextWriter writer)
    {
        if (!File.Exists(path))
            return;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = _position;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        // an unfinished line waits for its end
        var length = text.LastIndexOf('\n') + 1;
        writer.Write(text[..length]);
        _position += System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, length));
    }
}
