using System.Text.RegularExpressions;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Keeps the last line that a program complained with, for the log. Addresses may hold keys and are taken out.</summary>
internal sealed partial class LastWords
{
    private const int MostCharacters = 200;
    private volatile string _last = "";

    public string Last => _last;

    public void Hear(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        var bare = Address().Replace(line.Length > 4 * MostCharacters ? line[..(4 * MostCharacters)] : line, "…");
        _last = bare.Length > MostCharacters ? bare[..MostCharacters] : bare;
    }

    [GeneratedRegex(@"\S*://\S*")]
    private static partial Regex Address();
}
