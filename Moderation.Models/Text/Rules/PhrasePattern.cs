namespace Moderation.Models.Text.Rules;

/// <summary>Reads a pattern of the data files: words in order, <c>a|b</c> one of, <c>a+b</c> two words as one choice, <c>?</c> at the end may be missing, <c>_</c> any word.</summary>
internal static class PhrasePattern
{
    /// <summary>Stands for any word.</summary>
    public const string Any = "_";

    /// <summary>Every sequence of words that the pattern stands for.</summary>
    public static List<string[]> Expand(string pattern)
    {
        List<string[]> sequences = [[]];
        foreach (var item in pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var mayMiss = item.EndsWith('?');
            var choices = item.TrimEnd('?').Split('|').Select(choice => choice.Split('+')).ToList();
            if (mayMiss)
                choices.Add([]);
            sequences = [.. from sequence in sequences from choice in choices select (string[])[.. sequence, .. choice]];
        }

        return sequences;
    }
}
