namespace Moderation.Cli.Host;

/// <summary>Writes each step as one line, at once and in order.</summary>
internal sealed class ConsoleProgress : IProgress<string>
{
    public void Report(string value) => Console.Out.WriteLine(value);
}
