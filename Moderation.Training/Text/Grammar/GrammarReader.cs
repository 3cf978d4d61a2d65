using System.Globalization;

namespace Moderation.Training.Text.Grammar;

/// <summary>Reads the grammar files of one language.</summary>
internal sealed class GrammarReader
{
    /// <summary>Not <c>.txt</c>: every text file under <c>training-data</c> is read as lines of an author.</summary>
    public const string Extension = ".grammar";

    private const string Clean = "clean";
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private readonly List<Template> _templates = [];
    private readonly List<Register> _registers = [];

    private GrammarReader() { }

    /// <summary>Reads every grammar file of a folder; its name is the language.</summary>
    /// <exception cref="FormatException">Something in a file is wrong; names file and line.</exception>
    public static ChatGrammar ReadFolder(string folder) => Read(
        Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
        Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadLines(file))));

    public static ChatGrammar Read(string language, IEnumerable<(string File, IEnumerable<string> Lines)> files)
    {
        var reader = new GrammarReader();
        foreach (var (file, lines) in files)
            reader.ReadFile(file, lines);
        if (reader._registers.Count == 0)
            reader._registers.Add(new Register("plain", 1, withoutAccents: false));
        var grammar = new ChatGrammar(language, reader._slots, reader._templates, reader._registers);
        GrammarChecks.Check(grammar);
        return grammar;
    }

    private void ReadFile(string file, IEnumerable<string> lines)
    {
        var number = 0;
        Action<string, string> section = (_, place) => throw new FormatException($"{place}: a line before the first heading");
        foreach (var line in lines.Select(line => line.Trim()))
        {
            var place = $"{file}:{++number}";
            if (line.Length == 0 || line[0] == '#')
                continue;
            section = line.Length < 2 ? section : line[..2] switch
            {
                "@@" => Family(line[2..], place),
                "==" => SlotSection(line[2..].Trim(), place),
                "%%" => RegisterSection(line[2..], place),
                _ => section,
            };
            if (!IsHeading(line))
                section(line, place);
        }
    }

    private static bool IsHeading(string line) => line.Length >= 2 && line[..2] is "@@" or "==" or "%%";

    private Action<string, string> Family(string heading, string place)
    {
        if (heading.Split('|', StringSplitOptions.TrimEntries) is not [var list, { Length: > 0 } family])
            throw new FormatException($"{place}: a heading is '@@ label, label | family'");
        var names = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var labels = names is [Clean] ? [] : names;
        if (names.Length == 0 || !labels.All(IsLabel))
            throw new FormatException($"{place}: '{list}' holds no label, or an unknown one");
        return (line, at) => _templates.Add(new Template(at, family, labels, TemplateParser.Parse(line, at)));
    }

    // That something is solicited at all follows from the other labels.
    private static bool IsLabel(string name) => TextHeads.IndexOf(name) is >= 0 and var head && head != TextHeads.Any;

    private Action<string, string> SlotSection(string name, string place)
    {
        var slot = new Slot(name, place);
        if (!_slots.TryAdd(name, slot))
            throw new FormatException($"{place}: slot '{name}' is already defined at {_slots[name].Place}");
        return (line, at) =>
        {
            var caret = line.LastIndexOf(" ^", StringComparison.Ordinal);
            var (text, weight) = caret < 0 ? (line, 1) : (line[..caret], ReadWeight(line[(caret + 2)..], at));
            slot.Add(new SlotEntry(TemplateParser.Parse(text, at), weight, at));
        };
    }

    private Action<string, string> RegisterSection(string heading, string place)
    {
        if (heading.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var name, var weight, .. var flags] || flags is not ([] or ["no-accents"]))
            throw new FormatException($"{place}: a register is '%% name weight', or '%% name weight no-accents'");
        var register = new Register(name, ReadWeight(weight, place), flags.Length > 0);
        _registers.Add(register);
        return (line, at) =>
        {
            if (line.Split("->", StringSplitOptions.TrimEntries) is not [{ Length: > 0 } from, { Length: > 0 } to])
                throw new FormatException($"{at}: a rule is 'words -> words | words'");
            register.Add(from, to.Split('|', StringSplitOptions.TrimEntries));
        };
    }

    private static int ReadWeight(string text, string place) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight is > 0 and <= 1000
            ? weight
            : throw new FormatException($"{place}: '{text}' is no weight from 1 to 1000");
}
