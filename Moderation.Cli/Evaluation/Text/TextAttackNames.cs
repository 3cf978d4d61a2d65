using System.Text.Json;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>The words of the command line for attacks.</summary>
internal static class TextAttackNames
{
    public const string Every = "all";

    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<TextAttack>().Select(NameOf)];

    public static string NameOf(TextAttack attack) => JsonNamingPolicy.KebabCaseLower.ConvertName(attack.ToString());

    /// <summary>The attacks of some names, each once, in their own order.</summary>
    public static IReadOnlyList<TextAttack> Parse(IReadOnlyCollection<string> names) =>
        [.. Enum.GetValues<TextAttack>().Where(attack => names.Contains(Every) || names.Contains(NameOf(attack)))];
}
