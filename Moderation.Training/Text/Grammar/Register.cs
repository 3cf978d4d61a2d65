using System.Text;
using System.Text.RegularExpressions;

namespace Moderation.Training.Text.Grammar;

/// <summary>A way of writing: careful, texting, dialect, without accents. It rewrites words of a line that is otherwise done.</summary>
/// <param name="name">Its name.</param>
/// <param name="weight">How often it is drawn, relative to the others.</param>
/// <param name="withoutAccents">Whether accents fall.</param>
internal sealed class Register(string name, int weight, bool withoutAccents)
{
    /// <summary>People are not consistent: a rule is followed this often.</summary>
    private const double Habit = 0.8;

    private const string Accented = "àâäçéèêëîïôöùûüÿÀÂÇÉÈÊËÎÏÔÙÛ";
    private const string Plain = "aaaceeeeiioouuuyAACEEEEIIOUU";

    private readonly List<(Regex From, string[] To)> _rules = [];

    public string Name => name;

    public int Weight => weight;

    /// <summary>Adds a rule; it touches whole words, and the start of words where it ends in an apostrophe.</summary>
    public void Add(string from, string[] to)
    {
        const string Inside = @"[\p{L}\p{N}_@#]";
        var left = char.IsLetterOrDigit(from[0]) ? $"(?<!{Inside})" : "";
        var right = char.IsLetterOrDigit(from[^1]) ? $"(?!{Inside})" : "";
        _rules.Add((new Regex(left + Regex.Escape(from) + right, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), to));
    }

    public string Apply(string text, Random random)
    {
        foreach (var (from, to) in _rules)
        {
            if (random.NextDouble() < Habit && from.IsMatch(text))
            {
                var with = to[random.Next(to.Length)];
                text = from.Replace(text, _ => with);
            }
        }

        return withoutAccents ? WithoutAccents(text) : text;
    }

    private static string WithoutAccents(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var at = Accented.IndexOf(c, StringComparison.Ordinal);
            plain.Append(at < 0 ? c : Plain[at]);
        }

        return plain.Replace("œ", "oe").ToString();
    }
}
