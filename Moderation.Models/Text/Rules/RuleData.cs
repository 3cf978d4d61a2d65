namespace Moderation.Models.Text.Rules;

/// <summary>Reads the embedded data files of the rules.</summary>
internal static class RuleData
{
    /// <summary>The lines of a file.</summary>
    public static IEnumerable<string> Read(string name)
    {
        using var stream = typeof(RuleData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the assembly lacks {name}");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
