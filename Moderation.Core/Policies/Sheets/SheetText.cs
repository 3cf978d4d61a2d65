using System.Text;

namespace Moderation.Core.Policies.Sheets;

/// <summary>Cuts the text of a sheet into pieces.</summary>
internal static class SheetText
{
    /// <summary>Longest sheet, in bytes of UTF-8.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Deepest nesting, so that no text can exhaust the stack.</summary>
    public const int Deepest = 32;

    public static SheetNode Read(string text, bool json)
    {
        var faults = new SheetFaults();
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            faults.Add(1, 1, "the sheet is longer than 64 KiB");
            faults.Throw();
        }

        var root = IsWellFormed(text) ? json ? new JsonPieces(text, faults).Read() : new YamlPieces(faults).Read(text) : null;
        if (root is null && !faults.Any)
            faults.Add(1, 1, "the text holds half a character");
        else if (root is not null)
            Check(root, faults);
        faults.ThrowIfAny();
        return root!;
    }

    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    /// <summary>What no part of a sheet may hold: a key twice, or half a character that escapes make.</summary>
    private static void Check(SheetNode node, SheetFaults faults)
    {
        switch (node)
        {
            case SheetScalar scalar when !IsWellFormed(scalar.Text):
                faults.Add(scalar, "the text holds half a character");
                break;
            case SheetList list:
                foreach (var item in list.Items)
                    Check(item, faults);
                break;
            case SheetMap map:
                var first = new Dictionary<string, SheetScalar>(StringComparer.Ordinal);
                foreach (var entry in map.Entries)
                {
                    if (!first.TryAdd(entry.Key.Text, entry.Key))
                        faults.Add(entry.Key, $"'{entry.Key.Text}' stands here twice; first on line {first[entry.Key.Text].Line}");
                    Check(entry.Key, faults);
                    Check(entry.Value, faults);
                }

                break;
        }
    }
}
