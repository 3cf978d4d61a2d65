using System.Globalization;

namespace Moderation.Core.Evidence;

/// <summary>Several readings of one face whose true age is known.</summary>
/// <param name="Face">The face's name in the table.</param>
/// <param name="TrueYears">True age, whole years.</param>
/// <param name="Readings">The readings, in the table's order.</param>
public sealed record LabelledFace(string Face, int TrueYears, IReadOnlyList<LabelledReading> Readings)
{
    /// <summary>Whether the person is under 18.</summary>
    public bool IsMinor => TrueYears < AgeBeliefModel.AdultYears;

    /// <summary>Mean of the ages read, years.</summary>
    public double MeanReadYears => Readings.Average(r => r.ExpectedYears);

    /// <summary>The same face, seen in its first frames only.</summary>
    /// <param name="frames">How many frames, at least 1; where there are fewer, all.</param>
    public LabelledFace First(int frames) => frames >= Readings.Count ? this : this with { Readings = [.. Readings.Take(frames)] };
}

/// <summary>One reading of a face.</summary>
/// <param name="ExpectedYears">Mean of the model's distribution over ages, years.</param>
/// <param name="SpreadYears">Standard deviation of that distribution, years.</param>
/// <param name="Under18Mass">Share of that distribution under 18, 0..1, uncalibrated.</param>
public readonly record struct LabelledReading(double ExpectedYears, double SpreadYears, double Under18Mass);

/// <summary>Reads tables of age readings out of CSV lines. Columns are found by name and may stand in any order beside others.</summary>
public static class AgeFrameTable
{
    /// <summary>Reads a table with several frames per face: <c>face,frame,true_age,expected_age,softmax_sd,p_under_18_raw</c>.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> with the line's number, also when one face has two true ages.</remarks>
    /// <param name="lines">The file's lines, header first.</param>
    public static IReadOnlyList<LabelledFace> ReadFrames(IEnumerable<string> lines) => Read(lines, "face");

    /// <summary>Reads a table with one reading per line, each of another face: <c>true_age,expected_age,softmax_sd,p_under_18_raw</c>.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> with the line's number.</remarks>
    /// <param name="lines">The file's lines, header first.</param>
    public static IReadOnlyList<LabelledFace> ReadSingles(IEnumerable<string> lines) => Read(lines, null);

    private static List<LabelledFace> Read(IEnumerable<string> lines, string? faceColumn)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var faces = new List<LabelledFace>();
        var byName = new Dictionary<string, LabelledFace>(StringComparer.Ordinal);
        string[]? header = null;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var cells = line.Trim().Split(',');
            if (header is null)
            {
                header = cells;
                continue;
            }

            if (line.AsSpan().Trim().IsEmpty)
                continue;
            var row = new Row(header, cells, number);
            var years = row.Age("true_age");
            var name = faceColumn is null ? number.ToString(CultureInfo.InvariantCulture) : row.Text(faceColumn);
            if (!byName.TryGetValue(name, out var face))
                faces.Add(byName[name] = face = new LabelledFace(name, years, new List<LabelledReading>()));
            if (face.TrueYears != years)
                throw new FormatException($"line {number}: face {name} has two true ages");
            ((List<LabelledReading>)face.Readings).Add(
                new LabelledReading(row.Number("expected_age"), row.Number("softmax_sd"), row.Number("p_under_18_raw")));
        }

        return faces.Count > 0 ? faces : throw new FormatException("the table has no readings");
    }

    private readonly record struct Row(string[] Header, string[] Cells, int Line)
    {
        public string Text(string column)
        {
            var index = Array.IndexOf(Header, column);
            if (index < 0)
                throw new FormatException($"the header has no column {column}");
            return index < Cells.Length ? Cells[index] : throw new FormatException($"line {Line}: no {column}");
        }

        public double Number(string column) =>
            double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? value
                : throw new FormatException($"line {Line}: {column} is no number");

        public int Age(string column) =>
            int.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= AgePrior.MaxYears
                ? value
                : throw new FormatException($"line {Line}: {column} is no whole age");
    }
}
