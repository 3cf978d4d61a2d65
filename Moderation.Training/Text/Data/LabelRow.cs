namespace Moderation.Training.Text.Data;

/// <summary>Builds the labels of one line.</summary>
internal static class LabelRow
{
    // A line that does one of these to somebody is toxic; the guide says so to the authors, and their headings need not repeat it.
    private static readonly string[] ImplyToxic = ["insult", "threat", "hate", "sexual", "harassment"];

    /// <summary>Every head is judged: named labels are 1, all others 0.</summary>
    public static bool?[] Complete(IReadOnlyCollection<string> positives)
    {
        var labels = new bool?[TextHeads.Count];
        for (var head = 0; head < labels.Length; head++)
            labels[head] = positives.Contains(TextHeads.Names[head]);
        Close(labels);
        return labels;
    }

    /// <summary>Only some heads are judged.</summary>
    public static bool?[] Partial(IEnumerable<KeyValuePair<string, bool>> judged)
    {
        var labels = new bool?[TextHeads.Count];
        foreach (var (name, value) in judged)
        {
            if (TextHeads.IndexOf(name) is >= 0 and var head)
                labels[head] = value;
        }

        Close(labels);
        return labels;
    }

    /// <summary>Says of a text from a public toxicity set that it solicits nothing: those sets are comments and tweets, where it hardly occurs.</summary>
    public static void MarkNoSolicitation(bool?[] labels)
    {
        for (var head = TextHeads.SolicitationFrom; head < labels.Length; head++)
            labels[head] ??= false;
    }

    private static void Close(bool?[] labels)
    {
        if (ImplyToxic.Any(name => labels[TextHeads.IndexOf(name)] == true))
            labels[TextHeads.IndexOf("toxic")] = true;
        var acts = labels.AsSpan(TextHeads.SolicitationFrom, TextHeads.Any - TextHeads.SolicitationFrom);
        if (acts.Contains(true))
            labels[TextHeads.Any] = true;
        else if (!acts.Contains(null))
            labels[TextHeads.Any] = false;
    }
}
