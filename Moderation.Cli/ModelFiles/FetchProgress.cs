using Spectre.Console;

namespace Moderation.Cli.ModelFiles;

/// <summary>Says what is going on: a moving line at a terminal, plain lines elsewhere.</summary>
internal sealed class FetchProgress
{
    private readonly Action<string> _doing;
    private readonly Action<string> _done;

    public FetchProgress(Action<string> doing, Action<string> done) => (_doing, _done) = (doing, done);

    /// <summary>A step that begins.</summary>
    public void Doing(string text) => _doing(text);

    /// <summary>A result that stays on the screen.</summary>
    public void Done(string text) => _done(text);

    /// <summary>Runs work with the progress that suits the console.</summary>
    public static Task ShowAsync(IAnsiConsole console, Func<FetchProgress, Task> work)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Out.IsTerminal)
            return work(new FetchProgress(Console.WriteLine, Console.WriteLine));
        return console.Status().StartAsync("models", status => work(new FetchProgress(
            text => status.Status(Markup.Escape(text)),
            console.WriteLine)));
    }
}
