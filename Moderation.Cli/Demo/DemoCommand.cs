using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Moderation.Cli.Host;
using Spectre.Console;

namespace Moderation.Cli.Demo;

/// <summary><c>moderation demo</c>: the whole service on this machine, with recorded lives played into it.</summary>
internal static class DemoCommand
{
    private static readonly Option<TimeSpan?> For = ForOption();

    private static readonly Option<bool> Json = new("--json") { Description = "Print the summary as one line of JSON at the end" };

    private static readonly Option<string?> Portraits = new("--portraits") { Description = "Play the pictures of this folder, one live each", HelpName = "folder" };

    private static readonly Option<int> Lives = new("--lives") { Description = "Most lives at once", DefaultValueFactory = _ => new DemoOptions().Lives };

    private static readonly Option<double> Fps = new("--fps") { Description = "Frames per second and live", DefaultValueFactory = _ => new DemoOptions().FramesPerSecond };

    public static Command Create()
    {
        Lives.Validators.Add(result => Require(result, result.GetValueOrDefault<int>() is >= 1 and <= 200, "--lives must be from 1 to 200"));
        Fps.Validators.Add(result => Require(result, result.GetValueOrDefault<double>() is >= 0.1 and <= 60, "--fps must be from 0.1 to 60"));
        var command = new Command("demo", "Start everything on this machine and play recorded lives into it.") { For, Json, Portraits, Lives, Fps };
        command.SetAction((parsed, stop) => new DemoRun(Read(parsed), ModerationHome.Find(), AnsiConsole.Console, TimeProvider.System).RunAsync(stop));
        return command;
    }

    /// <summary>The option that says how long a demo goes on.</summary>
    internal static Option<TimeSpan?> ForOption() => new("--for")
    {
        Description = "End after so long, as in 60s or 5m; without it, Ctrl-C ends",
        HelpName = "duration",
        CustomParser = ParseDuration,
    };

    private static DemoOptions Read(ParseResult parsed) => new()
    {
        For = parsed.GetValue(For),
        Json = parsed.GetValue(Json),
        Portraits = parsed.GetValue(Portraits),
        Lives = parsed.GetValue(Lives),
        FramesPerSecond = parsed.GetValue(Fps),
    };

    private static void Require(SymbolResult result, bool holds, string otherwise)
    {
        if (!holds)
            result.AddError(otherwise);
    }

    /// <summary>Reads <c>60s</c>, <c>5m</c> or <c>1h</c>.</summary>
    private static TimeSpan? ParseDuration(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (text.Length > 1 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            TimeSpan? duration = text[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                _ => null,
            };
            if (duration > TimeSpan.Zero)
                return duration;
        }

        result.AddError($"{text} is no duration: write 60s, 5m or 1h");
        return null;
    }
}
