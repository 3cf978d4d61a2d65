using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Moderation.Api.Web;

/// <summary>The console's texts, numbers and times in one language. English is the key of each text, so that pages read as what they say.</summary>
/// <remarks>The process has no cultures of the platform (it must write the same numbers on every machine), so the few forms that pages need are here.</remarks>
internal sealed class Words
{
    public static readonly Words English = new("en", "English", FrozenDictionary<string, string>.Empty, ".", ",", "%", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd");

    // A narrow space that does not break groups digits and stands before the percent sign.
    public static readonly Words French = new("fr", "Français", Read("fr"), ",", "\u202f", "\u202f%", "dd/MM/yyyy HH:mm", "dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy");

    public static readonly IReadOnlyList<Words> All = [English, French];

    private readonly FrozenDictionary<string, string> _texts;
    private readonly NumberFormatInfo _numbers;
    private readonly string _percentSign;
    private readonly string _minutes;
    private readonly string _seconds;
    private readonly string _days;

    private Words(string language, string ownName, FrozenDictionary<string, string> texts, string point, string group, string percentSign, string minutes, string seconds, string days)
    {
        (Language, OwnName, _texts, _percentSign, _minutes, _seconds, _days) = (language, ownName, texts, percentSign, minutes, seconds, days);
        _numbers = new NumberFormatInfo { NumberDecimalSeparator = point, NumberGroupSeparator = group };
    }

    /// <summary>ISO 639-1.</summary>
    public string Language { get; }

    /// <summary>The language's name in itself.</summary>
    public string OwnName { get; }

    /// <summary>What stands between a number's whole part and its decimals.</summary>
    public string Point => _numbers.NumberDecimalSeparator;

    /// <summary>Every text that is translated, by its English.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>A text; in English itself where nobody translated it yet (a test finds those).</summary>
    public string this[string english] => _texts.GetValueOrDefault(english, english);

    /// <summary>A text with values in place of {0}, {1} …, which are written as this language writes numbers.</summary>
    public string this[string english, params object?[] values] => string.Format(_numbers, this[english], values);

    /// <summary>A word of the wire (<c>throttle_gifts</c>) as people read it; the word itself, without underscores, where it has no text.</summary>
    public string Word(string wire) => _texts.GetValueOrDefault(wire, wire.Replace('_', ' '));

    /// <summary>The same for a word that means several things: a policy is live in another sense than a broadcast.</summary>
    /// <param name="wire">The word.</param>
    /// <param name="sense">What it is a word for.</param>
    public string Word(string wire, string sense) => _texts.GetValueOrDefault($"{sense}:{wire}") ?? Word(wire);

    public string Number(double value, int decimals = 0) => value.ToString($"N{decimals}", _numbers);

    /// <summary>A share of 0..1 as per cent.</summary>
    public string Percent(double share, int decimals = 0) => Number(share * 100, decimals) + _percentSign;

    public string Minute(DateTimeOffset at) => at.UtcDateTime.ToString(_minutes, CultureInfo.InvariantCulture);

    public string Second(DateTimeOffset at) => at.UtcDateTime.ToString(_seconds, CultureInfo.InvariantCulture);

    public string Day(DateOnly day) => day.ToString(_days, CultureInfo.InvariantCulture);

    /// <summary>How long, to the two largest units; minutes and hours are written alike in both languages.</summary>
    public string Lasts(TimeSpan span) => span.Duration() switch
    {
        { TotalSeconds: < 60 } s => $"{Number(s.TotalSeconds)} s",
        { TotalMinutes: < 60 } m => $"{m.Minutes} min {m.Seconds:00} s",
        { TotalHours: < 24 } h => $"{h.Hours} h {h.Minutes:00} min",
        var d => $"{d.Days} {(Language == "fr" ? "j" : "d")} {d.Hours:00} h",
    };

    private static FrozenDictionary<string, string> Read(string language)
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream($"console.texts.{language}.json")
            ?? throw new InvalidOperationException($"the texts in {language} are not part of this build");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
    }
}
