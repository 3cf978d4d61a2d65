using System.Text.Json;
using Moderation.Core.Wire;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>Puts the labels of a file in the places of a model's labels, by the definitions of <c>training-data/GUIDE.md</c>.</summary>
/// <param name="names">Labels of the model, in its order.</param>
internal sealed class TextLabels(IReadOnlyList<string> names)
{
    public static readonly string Toxic = NameOf(TextLabel.Toxic);
    public static readonly string Hate = NameOf(TextLabel.Hate);
    public static readonly string AnySolicitation = NameOf(TextLabel.AnySolicitation);

    /// <summary>The labels of toxicity. Whoever does one of the others to somebody is toxic: the guide says so, and headings need not repeat it.</summary>
    public static readonly IReadOnlyList<string> Toxicity = [.. Enum.GetValues<TextLabel>().Where(label => label <= TextLabel.Harassment).Select(NameOf)];

    /// <summary>The eight acts of solicitation, without the label for any of them.</summary>
    public static readonly IReadOnlyList<string> Solicitation =
        [.. Enum.GetValues<TextLabel>().Where(label => label is > TextLabel.Harassment and < TextLabel.AnySolicitation).Select(NameOf)];

    public IReadOnlyList<string> Names => names;

    /// <returns>Place of a label; -1 for one that the model does not have.</returns>
    public int IndexOf(string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return i;
        }

        return -1;
    }

    /// <summary>Those of some names that the model does not have.</summary>
    public IReadOnlyList<string> Unknown(IEnumerable<string> given) => [.. given.Where(name => IndexOf(name) < 0)];

    /// <summary>A row that was judged on every label: the named ones are 1, all others 0.</summary>
    public bool?[] Complete(IReadOnlyCollection<string> positives)
    {
        var labels = new bool?[names.Count];
        Array.Fill(labels, false);
        foreach (var name in positives)
            Put(labels, name, true);
        if (positives.Any(Toxicity.Contains))
            Put(labels, Toxic, true);
        if (positives.Any(Solicitation.Contains))
            Put(labels, AnySolicitation, true);
        return labels;
    }

    /// <summary>A row that was judged on the labels given and on no other; a null is no judgement.</summary>
    public bool?[] Partial(IReadOnlyCollection<KeyValuePair<string, bool?>> judged)
    {
        var labels = new bool?[names.Count];
        foreach (var (name, value) in judged)
            Put(labels, name, value);
        var acts = Solicitation.Select(name => judged.FirstOrDefault(label => label.Key == name).Value).ToList();

        // judged on some acts only, rows would be sure of any where it is true and never where it is not
        if (acts.All(act => act is not null) && !judged.Any(label => label.Key == AnySolicitation))
            Put(labels, AnySolicitation, acts.Contains(true));
        return labels;
    }

    /// <summary>What the model has no label for is left out here, and counted by the report.</summary>
    private void Put(bool?[] labels, string name, bool? value)
    {
        if (IndexOf(name) is >= 0 and var place)
            labels[place] = value;
    }

    private static string NameOf(TextLabel label) => JsonNamingPolicy.SnakeCaseLower.ConvertName(label.ToString());
}
