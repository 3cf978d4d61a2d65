using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Api.Database;

/// <summary>One forward step of the schema.</summary>
/// <param name="Number">Position, from 1 without gaps.</param>
/// <param name="Name">File name.</param>
/// <param name="Text">SQL, run as one transaction.</param>
internal sealed record Migration(int Number, string Name, string Text)
{
    private const string Folder = ".Database.Migrations.";

    /// <summary>Lower-case hexadecimal SHA-256 of the text with line ends as line feeds, so that a checkout's settings do not matter.</summary>
    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    /// <summary>The migrations that are part of this build, in order.</summary>
    public static IReadOnlyList<Migration> OfThisBuild()
    {
        var assembly = typeof(Migration).Assembly;
        var migrations = assembly.GetManifestResourceNames()
            .Where(name => name.Contains(Folder, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name))
            .ToList();
        for (var i = 0; i < migrations.Count; i++)
        {
            if (migrations[i].Number != i + 1)
                throw new InvalidOperationException($"migration {i + 1:0000} is missing, or its number is used twice: found {migrations[i].Name}");
        }

        return migrations;
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        var name = resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return int.TryParse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Migration(number, name, reader.ReadToEnd())
            : throw new InvalidOperationException($"migration {name} does not begin with four digits");
    }
}
