using System.Globalization;
using System.Text;
using Moderation.Models.Images;

namespace Moderation.Models.Faces;

/// <summary>A picture and the age that somebody says it shows.</summary>
/// <param name="Path">The file; it need not exist.</param>
/// <param name="AgeYears">The age, years.</param>
public sealed record LabelledPicture(string Path, double AgeYears)
{
    /// <summary>The file's bytes, or one byte more than a decoder takes, which is enough to have it refused.</summary>
    public byte[] ReadBytes(ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        using var file = File.OpenRead(Path);
        var bytes = new byte[Math.Min(file.Length, limits.MaxByteCount + 1L)];
        file.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>Reads the labels of a folder of pictures.</summary>
public static class AgeLabels
{
    private const double OldestYears = 130;

    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>By a table where there is one, otherwise by file names.</summary>
    /// <param name="folder">The pictures' folder.</param>
    /// <param name="labelFile">The table, see <see cref="FromCsv"/>; null for <see cref="FromFileNames"/>.</param>
    /// <exception cref="FormatException">The table cannot be used, or there is no labelled picture.</exception>
    public static IReadOnlyList<LabelledPicture> Read(string folder, string? labelFile)
    {
        try
        {
            var pictures = labelFile is null ? FromFileNames(folder) : FromCsv(folder, File.ReadLines(labelFile));
            return pictures.Count > 0
                ? pictures
                : throw new FormatException("no labelled picture; give --labels, or let file names begin with the age");
        }
        catch (FormatException problem)
        {
            throw new FormatException($"{labelFile ?? folder}: {problem.Message}", problem);
        }
    }

    /// <summary>File names that begin with the age and an underscore, as face data sets have them; other files are passed over.</summary>
    public static IReadOnlyList<LabelledPicture> FromFileNames(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, age: ParseAge(Path.GetFileName(path).Split('_', 2) is [var first, _] ? first : "")))
            .Where(picture => picture.age is not null)
            .Select(picture => new LabelledPicture(picture.path, picture.age!.Value)),
    ];

    /// <summary>Lines of comma-separated values; the first one names the columns, of which <c>path</c> and <c>age</c> are read.</summary>
    /// <param name="folder">What the paths are relative to.</param>
    /// <param name="lines">The table.</param>
    /// <exception cref="FormatException">A column is missing, or a line has no usable age; the message names it.</exception>
    public static IReadOnlyList<LabelledPicture> FromCsv(string folder, IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var pictures = new List<LabelledPicture>();
        var (pathColumn, ageColumn, lineNumber) = (-1, -1, 0);
        foreach (var line in lines)
        {
            lineNumber++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var fields = Split(line);
            if (pathColumn < 0)
            {
                (pathColumn, ageColumn) = (Column(fields, "path"), Column(fields, "age"));
                continue;
            }

            if (fields.Count <= Math.Max(pathColumn, ageColumn) || ParseAge(fields[ageColumn]) is not { } age)
                throw new FormatException($"line {lineNumber} has no path or no age from 0 to {OldestYears}");
            pictures.Add(new LabelledPicture(Path.Combine(folder, fields[pathColumn]), age));
        }

        return pictures;
    }

    private static int Column(List<string> names, string name)
    {
        var column = names.FindIndex(n => n.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
        return column >= 0 ? column : throw new FormatException($"the first line names no column '{name}'");
    }

    private static double? ParseAge(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var age) && age <= OldestYears ? age : null;

    private static List<string> Split(string line)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var c in line)
        {
            // a doubled quote inside quotes toggles twice and is dropped, which no path and no age needs
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                Flush();
            else
                field.Append(c);
        }

        Flush();
        return fields;

        void Flush()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}
