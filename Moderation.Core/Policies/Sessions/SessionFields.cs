using System.Globalization;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sessions;

/// <summary>Reads the fields of one mapping. What is wrong goes to the list of faults, and reading goes on, so that one look shows everything.</summary>
/// <param name="map">The mapping.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class SessionFields(SheetMap map, List<SheetFault> faults)
{
    private readonly List<string> _asked = [];

    public SheetMap Map => map;

    public List<SheetFault> Faults => faults;

    public bool Has(string name) => Find(name) is not null;

    /// <summary>The value of a field; null where it is left out.</summary>
    public SheetNode? Node(string name) => Find(name)?.Value;

    public string? Text(string name) => Find(name)?.Value switch
    {
        null => null,
        SheetScalar { Text.Length: > 0 } text => text.Text,
        var other => Fault<string>(other, $"{name} must be text"),
    };

    /// <summary>An id in which <c>{n}</c> stands for the number of the repetition.</summary>
    public IdPattern? Id(string name)
    {
        if (Text(name) is not { } text)
            return null;
        var pattern = new IdPattern(text);
        return TextId.IsValid(pattern.For(1)) ? pattern : Fault<IdPattern?>(Node(name)!, $"{name} is no id: 1 to {TextId.MaxLength} characters of A-Z a-z 0-9 . _ : -, and {{n}} for the number of the repetition");
    }

    public IdPattern? NeededId(string name) => Has(name) ? Id(name) : Fault<IdPattern?>(map, $"{name} is missing");

    public TimeSpan? Time(string name) => Text(name) is not { } text ? null
        : SessionTime.TryParse(text, out var time) ? time : Fault<TimeSpan?>(Node(name)!, $"{name} must be a time with its unit, such as 90s, 1m30s or 2d");

    public double? Number(string name, double min, double max) => Text(name) is not { } text ? null
        : TryNumber(text, out var number) && number >= min && number <= max ? number
        : Fault<double?>(Node(name)!, string.Create(CultureInfo.InvariantCulture, $"{name} must be a number from {min} to {max}"));

    public long? Whole(string name, long min, long max) => Text(name) is not { } text ? null
        : long.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : Fault<long?>(Node(name)!, $"{name} must be a whole number from {min} to {max}");

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" or "yes" => true,
        "false" or "no" => false,
        _ => Fault<bool?>(Node(name)!, $"{name} must be true or false"),
    };

    /// <summary>A word of an enum's wire form.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum => Text(name) is { } text ? Word<T>(name, text, Node(name)!) : null;

    public T? Word<T>(string name, string text, SheetNode at)
        where T : struct, Enum =>
        WireWord.All<T>().Contains(text, StringComparer.Ordinal) ? WireWord.Parse<T>(text)
        : Fault<T?>(at, $"{name} cannot be '{text}'{NearestWord.Hint(text, WireWord.All<T>())}");

    /// <summary>Words of an enum, one or a list, each once and in the enum's order; null where the field is left out.</summary>
    public IReadOnlyList<T>? Words<T>(string name)
        where T : struct, Enum =>
        Texts(name) is { } texts ? [.. texts.Select(text => Word<T>(name, text.Text, text)).OfType<T>().Distinct().Order()] : null;

    /// <summary>One value or a list of values; null where the field is left out.</summary>
    public IReadOnlyList<SheetScalar>? Texts(string name) => Find(name)?.Value switch
    {
        null => null,
        SheetScalar text => [text],
        SheetList list => [.. list.Items.Select(item => item as SheetScalar ?? Fault<SheetScalar>(item, $"{name} must hold words")).OfType<SheetScalar>()],
        var other => Fault<IReadOnlyList<SheetScalar>>(other, $"{name} must be a word or a list of words"),
    };

    /// <summary>One number or a list of numbers; null where the field is left out.</summary>
    public IReadOnlyList<double>? Numbers(string name, double min, double max)
    {
        if (Texts(name) is not { } texts)
            return null;
        var numbers = new List<double>();
        foreach (var text in texts)
        {
            if (TryNumber(text.Text, out var number) && number >= min && number <= max)
                numbers.Add(number);
            else
                Fault<object>(text, string.Create(CultureInfo.InvariantCulture, $"{name} must hold numbers from {min} to {max}"));
        }

        return numbers.Count == 0 ? null : numbers;
    }

    public SessionFields? Child(string name) => Find(name)?.Value switch
    {
        null => null,
        SheetMap child => new SessionFields(child, faults),
        var other => Fault<SessionFields>(other, $"{name} must be fields with names, in braces"),
    };

    /// <summary>The mappings of a list; empty where it is left out.</summary>
    public IReadOnlyList<SessionFields> Children(string name) => Find(name)?.Value switch
    {
        null => [],
        SheetList list => [.. list.Items.Select(item => item is SheetMap child ? new SessionFields(child, faults) : Fault<SessionFields>(item, $"{name} must hold fields with names, in braces")).OfType<SessionFields>()],
        var other => Fault<IReadOnlyList<SessionFields>>(other, $"{name} must be a list") ?? [],
    };

    /// <summary>Complains about every field that nobody asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var field in map.Entries.Where(field => !_asked.Contains(field.Key.Text, StringComparer.Ordinal)))
            faults.Add(new SheetFault(field.Key.Line, field.Key.Column, $"unknown field '{field.Key.Text}'{NearestWord.Hint(field.Key.Text, _asked.Distinct())}"));
    }

    /// <summary>Notes a fault; returns the type's default, so that it can stand where a value is due.</summary>
    public T? Fault<T>(SheetNode at, string says)
    {
        faults.Add(new SheetFault(at.Line, at.Column, says));
        return default;
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    private SheetEntry? Find(string name)
    {
        _asked.Add(name);
        return map.Entries.FirstOrDefault(field => field.Key.Text == name);
    }
}
