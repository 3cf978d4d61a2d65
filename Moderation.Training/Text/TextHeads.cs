using System.Text.Json;
using Moderation.Core.Wire;

namespace Moderation.Training.Text;

/// <summary>The labels of the text models, in the order of <see cref="TextLabel"/>: six of toxicity, eight of solicitation, and any solicitation.</summary>
internal static class TextHeads
{
    public const int ToxicityCount = 6;

    public static IReadOnlyList<string> Names { get; } =
        [.. Enum.GetNames<TextLabel>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public static int Count => Names.Count;

    /// <summary>The first of the solicitation heads.</summary>
    public static int SolicitationFrom => ToxicityCount;

    public static int Any => Count - 1;

    public static bool IsToxicity(int head) => head < ToxicityCount;

    /// <returns>Index of a head; -1 for a label that no head stands for.</returns>
    public static int IndexOf(string name)
    {
        for (var head = 0; head < Count; head++)
        {
            if (Names[head] == name)
                return head;
        }

        return -1;
    }
}
