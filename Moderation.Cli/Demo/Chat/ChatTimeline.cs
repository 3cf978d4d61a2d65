using System.Globalization;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Chat;

/// <summary>Turns a script into lines in order of time, without end: what is written out, again and again, and the crowd around it.</summary>
internal sealed class ChatTimeline(ChatScript script)
{
    /// <summary>Every live has some accounts that were made this week; a raid must stand out from them.</summary>
    private const double NewShare = 0.03;

    private const double AnswerShare = 0.15;

    private readonly Dictionary<string, double> _days = Days(script);

    /// <summary>How old an account was when the live began; null where the platform does not tell, as for people on screen.</summary>
    public double? DaysOf(string person) => _days.TryGetValue(person, out var days) ? days : null;

    public IEnumerable<ScriptLine> Lines()
    {
        using var written = Written().GetEnumerator();
        using var crowd = Crowd().GetEnumerator();
        var (hasWritten, hasCrowd) = (written.MoveNext(), crowd.MoveNext());
        while (hasWritten || hasCrowd)
        {
            if (hasWritten && (!hasCrowd || written.Current.AtSecond <= crowd.Current.AtSecond))
            {
                yield return written.Current;
                hasWritten = written.MoveNext();
            }
            else
            {
                yield return crowd.Current;
                hasCrowd = crowd.MoveNext();
            }
        }
    }

    private IEnumerable<ScriptLine> Written()
    {
        if (script.Lines.Count == 0)
            yield break;
        for (var round = 0.0; ; round += script.AgainSeconds)
        {
            foreach (var line in script.Lines)
                yield return line with { AtSecond = line.AtSecond + round };
        }
    }

    /// <summary>Times as of independent viewers (exponential gaps); a line comes again only after all others.</summary>
    private IEnumerable<ScriptLine> Crowd()
    {
        var chatter = script.Chatter;
        if (chatter.PerSecond <= 0)
            yield break;
        var random = new Random(chatter.Seed);
        var lines = chatter.Lines.ToArray();
        string? before = null;
        for (var (at, said) = (Gap(), 0); ; at += Gap(), said++)
        {
            if (said % lines.Length == 0)
                random.Shuffle(lines);
            var by = Viewer(random.Next(chatter.Viewers));
            var to = before is not null && before != by && random.NextDouble() < AnswerShare ? before : null;
            yield return new ScriptLine(at, by, to, TextSource.Chat, lines[said % lines.Length]);
            before = by;
        }

        double Gap() => -Math.Log(1 - random.NextDouble()) / chatter.PerSecond;
    }

    private static Dictionary<string, double> Days(ChatScript script)
    {
        var days = new Dictionary<string, double>(script.ViewerDays, StringComparer.Ordinal);
        var random = new Random(script.Chatter.Seed);
        for (var viewer = 0; viewer < script.Chatter.Viewers; viewer++)
            days[Viewer(viewer)] = random.NextDouble() < NewShare ? 1 + (5 * random.NextDouble()) : 30 + (1500 * random.NextDouble());
        return days;
    }

    private static string Viewer(int number) => string.Create(CultureInfo.InvariantCulture, $"viewer-{number:0000}");
}
