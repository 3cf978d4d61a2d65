using Moderation.Core.Policies.Expressions;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sheets;

/// <summary>The fields of one map of a sheet. Keys that it does not know are faults.</summary>
internal sealed class SheetFields
{
    private readonly SheetFaults _faults;
    private readonly SheetNode _at;
    private readonly string _what;
    private readonly Dictionary<string, SheetNode> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _misspelt = new(StringComparer.Ordinal);

    /// <summary>Takes a map in.</summary>
    /// <param name="node">The map; anything else is a fault.</param>
    /// <param name="what">What it is, for faults: <c>a rung</c>.</param>
    /// <param name="faults">Told what is wrong.</param>
    /// <param name="known">The keys that it may have.</param>
    public SheetFields(SheetNode node, string what, SheetFaults faults, params IReadOnlyList<string> known)
    {
        (_at, _what, _faults) = (node, what, faults);
        if (node is not SheetMap map)
        {
            faults.Add(node, $"{what} is a map of {string.Join(", ", known)}; this is {node.Kind}");
            return;
        }

        IsMap = true;
        foreach (var (key, value) in map.Entries)
        {
            if (!known.Contains(key.Text))
            {
                var near = NearestName.Find(key.Text, known);
                faults.Add(key, $"{what} has no '{key.Text}'{(near is null ? $"; it may have {string.Join(", ", known)}" : $"; did you mean '{near}'?")}");
                _misspelt.Add(near ?? "");
            }
            else if (value is not SheetScalar { ScalarKind: SheetScalarKind.Nothing })
                _values.TryAdd(key.Text, value);
        }
    }

    public bool IsMap { get; }

    public SheetFaults Faults => _faults;

    public SheetNode? Find(string key) => _values.GetValueOrDefault(key);

    public SheetNode? Require(string key)
    {
        if (Find(key) is { } found)
            return found;
        // A misspelt key was told already; that it is missing too is no second fault.
        if (IsMap && !_misspelt.Contains(key))
            _faults.Add(_at, $"{_what} needs '{key}'");
        return null;
    }

    /// <summary>A single value; null where it is missing or something else.</summary>
    public SheetScalar? Scalar(string key, bool required = false)
    {
        var node = required ? Require(key) : Find(key);
        if (node is null or SheetScalar)
            return (SheetScalar?)node;
        _faults.Add(node, $"'{key}' is a single value; this is {node.Kind}");
        return null;
    }

    public IReadOnlyList<SheetNode>? Items(string key, int most, bool required = false)
    {
        var node = required ? Require(key) : Find(key);
        if (node is null)
            return null;
        if (node is not SheetList list)
        {
            _faults.Add(node, $"'{key}' is a list; this is {node.Kind}");
            return null;
        }

        if (list.Items.Count > most)
            _faults.Add(node, $"'{key}' has {list.Items.Count} entries; at most {most} are allowed");
        return list.Items;
    }

    /// <summary>Text of a bounded length.</summary>
    public string? Text(string key, int longest, bool required = false)
    {
        if (Scalar(key, required) is not { } scalar)
            return null;
        if (string.IsNullOrWhiteSpace(scalar.Text))
            _faults.Add(scalar, $"'{key}' is empty");
        else if (scalar.Text.Length > longest)
            _faults.Add(scalar, $"'{key}' is longer than {longest} characters");
        return scalar.Text;
    }

    /// <summary>One of a few words.</summary>
    public string? Word(string key, IReadOnlyList<string> words, bool required = false)
    {
        if (Scalar(key, required) is not { } scalar)
            return null;
        if (words.Contains(scalar.Text))
            return scalar.Text;
        _faults.Add(scalar, words.Count <= 12 || NearestName.Find(scalar.Text, words) is null
            ? $"'{key}' knows no '{scalar.Text}'{NearestName.Hint(scalar.Text, words)}{(words.Count <= 12 ? $" One of {string.Join(", ", words)} was due" : "")}"
            : $"'{key}' knows no '{scalar.Text}'{NearestName.Hint(scalar.Text, words)}");
        return null;
    }

    public T? Word<T>(string key, bool required = false)
        where T : struct, Enum =>
        Word(key, WireWord.All<T>(), required) is { } word ? WireWord.Parse<T>(word) : null;

    public TimeSpan? Duration(string key, bool required = false)
    {
        if (Scalar(key, required) is not { } scalar)
            return null;
        if (Quantity.TryDuration(scalar.Text, out var value))
            return value;
        _faults.Add(scalar, Quantity.TryNumber(scalar.Text, out _)
            ? $"'{key}' is a duration and needs a unit: {scalar.Text}s, {scalar.Text}m, {scalar.Text}h or {scalar.Text}d"
            : $"'{key}' is a duration such as 90s, 2m, 1h30m or 7d, at most 366d");
        return null;
    }

    /// <summary>A share, 0..1 or in percent.</summary>
    public double? Share(string key, Func<double, bool> isAllowed, string allowed, bool required = false)
    {
        if (Scalar(key, required) is not { } scalar)
            return null;
        if (Quantity.TryNumber(scalar.Text, out var value) && isAllowed(value))
            return value;
        _faults.Add(scalar, $"'{key}' is a share {allowed}, such as 5% or 0.05");
        return null;
    }

    public long? Whole(string key, long least, long most, bool required = false)
    {
        if (Scalar(key, required) is not { } scalar)
            return null;
        if (Quantity.TryNumber(scalar.Text, out var value) && value == Math.Floor(value) && value >= least && value <= most)
            return (long)value;
        _faults.Add(scalar, $"'{key}' is a whole number from {least} to {most}");
        return null;
    }
}
