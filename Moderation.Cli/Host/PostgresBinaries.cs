using System.Globalization;

namespace Moderation.Cli.Host;

/// <summary>The programs of one installed PostgreSQL server.</summary>
/// <param name="Folder">Folder with <c>postgres</c> and <c>initdb</c>.</param>
/// <param name="Major">Major version.</param>
internal sealed record PostgresBinaries(string Folder, int Major)
{
    // Debian's layout; its wrappers in /usr/bin belong to its own clusters
    private const string DebianRoot = "/usr/lib/postgresql";

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Server => Path.Combine(Folder, "postgres");

    /// <summary>Every installed server, newest first.</summary>
    public static IReadOnlyList<PostgresBinaries> FindAll() => FindAll(DebianRoot);

    public static IReadOnlyList<PostgresBinaries> FindAll(string root) =>
        !Directory.Exists(root)
            ? []
            : [.. Directory.EnumerateDirectories(root)
                .Select(folder => (Folder: Path.Combine(folder, "bin"), Major: ParseMajor(Path.GetFileName(folder))))
                .Where(found => found.Major > 0 && File.Exists(Path.Combine(found.Folder, "initdb")))
                .OrderByDescending(found => found.Major)
                .Select(found => new PostgresBinaries(found.Folder, found.Major))];

    /// <summary>Picks the server for a data folder: the version that made it, or the newest for a new one.</summary>
    /// <param name="installed">What is there, newest first.</param>
    /// <param name="dataMajor">Version that made the data folder; null when there is none yet.</param>
    /// <param name="dataFolder">The data folder, for the message.</param>
    /// <exception cref="ToolException">None fits; the message says what to install or remove.</exception>
    public static PostgresBinaries Pick(IReadOnlyList<PostgresBinaries> installed, int? dataMajor, string dataFolder)
    {
        if (installed.Count == 0)
            throw new ToolException("no PostgreSQL server is installed: apt-get install postgresql (or set ConnectionStrings__Moderation)");
        if (dataMajor is null)
            return installed[0];
        return installed.FirstOrDefault(server => server.Major == dataMajor) ?? throw new ToolException(
            $"{dataFolder} was made by PostgreSQL {dataMajor}, installed is {string.Join(", ", installed.Select(server => server.Major))}: "
            + $"apt-get install postgresql-{dataMajor}, or start over with: rm -r {dataFolder}");
    }

    public static int ParseMajor(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
}
