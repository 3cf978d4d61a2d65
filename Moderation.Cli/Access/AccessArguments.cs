using System.CommandLine;
using System.Text.Json;
using Moderation.Cli.Topics;
using Moderation.Core.Access;
using Moderation.Core.Wire;

namespace Moderation.Cli.Access;

/// <summary>Arguments and options that several access commands have.</summary>
internal static class AccessArguments
{
    public static Argument<string> Name() => new("name") { Description = "Its name: a-z 0-9 . _ -" };

    public static Option<string[]> Roles()
    {
        var roles = new Option<string[]>("--role")
        {
            Description = $"What it may do: {string.Join(", ", WireWord.All<Role>())}. Several may be given.", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        roles.AcceptOnlyFromAmong([.. WireWord.All<Role>()]);
        return roles;
    }

    public static Option<TimeSpan> Expires() => new("--expires")
    {
        Description = "After which time it ends, such as 90d; at most two years.", Required = true,
        CustomParser = result =>
        {
            if (TopicUnits.ParseDuration(result.Tokens[0].Value) is { } time)
                return time;
            result.AddError("--expires is a time with its unit, such as 12h or 90d");
            return default;
        },
    };

    public static string Words(this JsonElement element, string name) => string.Join(", ", element.GetProperty(name).EnumerateArray().Select(word => word.GetString()));
}
