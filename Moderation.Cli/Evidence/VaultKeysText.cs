using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Enforcement;

namespace Moderation.Cli.Evidence;

/// <summary>Says how the vault's master keys stand.</summary>
internal static class VaultKeysText
{
    public static void Write(JsonElement answer, TextWriter output)
    {
        foreach (var key in answer.GetProperty("keys").EnumerateArray())
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key.Text("use"),-10}  {key.Text("id")}  {Cases(key),7} cases  {Standing(key)}"));
        if (answer.GetProperty("unreadable").GetInt64() is > 0 and var unreadable)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the keys of {unreadable} cases cannot be read; the service's log names them"));
        if (answer.GetProperty("rotation").ValueKind == JsonValueKind.Object)
            output.WriteLine(Progress(answer));
    }

    public static string Progress(JsonElement answer)
    {
        var rotation = answer.GetProperty("rotation");
        var stopped = rotation.GetProperty("stopped").ValueKind == JsonValueKind.String ? $"; STOPPED: {rotation.Text("stopped")}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"rotation: {rotation.GetProperty("looked").GetInt64()} cases looked at, {rotation.GetProperty("rewrapped").GetInt64()} keys put under the current one, {rotation.GetProperty("failed").GetInt64()} failed{stopped}");
    }

    public static bool IsRunning(JsonElement answer) => answer.GetProperty("rotation") is { ValueKind: JsonValueKind.Object } rotation && rotation.GetProperty("endedAt").ValueKind == JsonValueKind.Null;

    /// <summary>Whether a case is under another key than the current one, or nobody can say.</summary>
    public static bool IsLeft(JsonElement answer) =>
        answer.GetProperty("unreadable").GetInt64() > 0 || answer.GetProperty("keys").EnumerateArray().Any(key => !key.GetProperty("isCurrent").GetBoolean() && Cases(key) > 0);

    private static long Cases(JsonElement key) => key.GetProperty("cases").GetInt64();

    private static string Standing(JsonElement key) => (key.GetProperty("isCurrent").GetBoolean(), key.GetProperty("isKnown").GetBoolean(), Cases(key)) switch
    {
        (true, _, _) => "current",
        (_, true, 0) => "not needed any more",
        (_, true, _) => "still needed",
        _ => "NOT KNOWN HERE",
    };
}
