using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Policies;

namespace Moderation.Cli.Enforcement;

/// <summary>Options that several enforcement commands have, and how they write what the service says.</summary>
internal static class EnforcementArguments
{
    public static Option<string> Actor() => new("--as")
    {
        Description = "Under which name it is recorded; the login name when not given, or that of the key in MODERATION_API_KEY.", DefaultValueFactory = _ => PolicyApi.DefaultActor,
    };

    public static Option<string> Note() => new("--note") { Description = "Why, in your words; it is recorded.", Required = true };

    public static Option<int> Limit()
    {
        var limit = new Option<int>("--limit") { Description = "Most rows, 1 to 500.", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is not (>= 1 and <= 500))
                result.AddError("--limit is 1 to 500");
        });
        return limit;
    }

    /// <summary>A time as the tool writes it: UTC, to the second; a dash where there is none.</summary>
    public static string Time(this JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.String } value
            ? value.GetDateTimeOffset().ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : "-";

    /// <summary>A text; a dash where there is none.</summary>
    public static string Text(this JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() ?? "-" : "-";

    /// <summary>A whole number; <c>unknown</c> where there is none.</summary>
    public static string Number(this JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32().ToString(CultureInfo.InvariantCulture) : "unknown";

    /// <summary>What a switch is over.</summary>
    public static string Over(this JsonElement control) =>
        control.GetProperty("name") is { ValueKind: JsonValueKind.String } name ? $"{control.Text("scope")} {name.GetString()}" : control.Text("scope");
}
