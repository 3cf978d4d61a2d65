namespace Moderation.Cli.Evaluation.Text;

/// <summary>Lines that are measured together.</summary>
internal sealed record TextGroup(string Language, string Source, IReadOnlyList<ScoredText> Texts)
{
    public const string All = "all";

    /// <summary>Each source of each language, each language pooled, and all languages pooled where there are several.</summary>
    public static IReadOnlyList<TextGroup> Of(IReadOnlyList<ScoredText> texts)
    {
        var groups = new List<TextGroup>();
        foreach (var language in texts.GroupBy(text => text.Row.Language).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            groups.Add(new TextGroup(language.Key, All, [.. language]));
            groups.AddRange(language.GroupBy(text => text.Row.Source).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(source => new TextGroup(language.Key, source.Key, [.. source])));
        }

        if (groups.Count(group => group.Source == All) > 1)
            groups.Add(new TextGroup(All, All, texts));
        return groups;
    }
}
