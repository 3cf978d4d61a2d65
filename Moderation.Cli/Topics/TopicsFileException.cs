namespace Moderation.Cli.Topics;

/// <summary>The topics file cannot be used; the message has the line and what to change.</summary>
internal sealed class TopicsFileException(string file, long line, string fault)
    : Exception($"{file}, line {line}: {fault}")
{
    public long Line { get; } = line;
}
