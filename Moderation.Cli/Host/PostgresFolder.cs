using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Cli.Host;

/// <summary>The folder of the private database on disk: the data, and the password of its only user.</summary>
/// <param name="Root">The folder.</param>
/// <param name="User">The operating system's user that owns it; null for the one who runs the tool.</param>
internal sealed record PostgresFolder(string Root, string? User)
{
    // PostgreSQL refuses to run as root; its Debian package brings this user
    private const string ServerUser = "postgres";
    private const string ServerUserHome = "/var/lib/postgresql";
    private const int PasswordByteCount = 24;

    public string Data => Path.Combine(Root, "data");

    public string PasswordFile => Path.Combine(Root, "password");

    /// <summary>PostgreSQL's note of the running server.</summary>
    public string ServerPidFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>Major version that made the data; null when there is no finished data folder.</summary>
    public int? Major =>
        Path.Combine(Data, "PG_VERSION") is var file && File.Exists(file) ? PostgresBinaries.ParseMajor(File.ReadAllText(file)) : null;

    /// <summary>Takes <c>.moderation/postgres</c>, or a folder that the server's user can reach when it cannot reach that one.</summary>
    public static async Task<PostgresFolder> LocateAsync(ModerationHome home, IProgress<string> progress, CancellationToken ct)
    {
        var inProject = Path.Combine(home.State, "postgres");
        Directory.CreateDirectory(home.State);
        if (!Environment.IsPrivilegedProcess)
            return new PostgresFolder(inProject, User: null);
        var folder = new PostgresFolder(inProject, ServerUser);
        var outcome = await CommandLine.RunAsync([.. folder.AsServerUser(), "test", "-x", home.State], ct);
        if (outcome.ExitCode == 0)
            return folder;
        // a project under /root, say: the name keeps the databases of two projects apart
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(home.Root)))[..8];
        var elsewhere = folder with { Root = Path.Combine(ServerUserHome, $"moderation-{name}") };
        progress.Report($"postgres: user {ServerUser} cannot reach {home.State}; its data lies in {elsewhere.Root}");
        return elsewhere;
    }

    /// <summary>Puts a command under the server's user, where the tool runs as root.</summary>
    public IReadOnlyList<string> AsServerUser() => User is null ? [] : ["setpriv", $"--reuid={User}", $"--regid={User}", "--init-groups", "--"];

    /// <summary>Makes the folder and the data in it if there is none yet. A run that was cut short leaves nothing that counts as data.</summary>
    /// <exception cref="ToolException">The data cannot be made, or is there without its password.</exception>
    public async Task InitialiseAsync(PostgresBinaries binaries, IProgress<string> progress, CancellationToken ct)
    {
        if (Major is not null)
        {
            if (!File.Exists(PasswordFile))
                throw new ToolException($"{PasswordFile} is gone, so nobody can enter {Data}; start over with: rm -r {Root}");
            return;
        }

        if (Directory.Exists(Data))
            progress.Report($"postgres: {Data} was left half-made and holds no database; it is made anew");
        await CommandLine.RequireAsync(["rm", "-rf", Data, Unfinished], ct);
        await CreatePrivateFilesAsync(ct);
        // no-sync: an initialisation that a power cut spoils is repeated; the server itself runs with fsync
        await CommandLine.RequireAsync(
            [
                .. AsServerUser(), binaries.Initdb, "-D", Unfinished, "-U", PrivatePostgres.UserName, "-A", "scram-sha-256",
                "--pwfile", PasswordFile, "--encoding=UTF8", "--locale=C", "--no-sync",
            ],
            ct);
        Directory.Move(Unfinished, Data);
    }

    /// <summary>Process id that the note of a running server names; null when there is no note.</summary>
    public int? ReadServerPid()
    {
        if (!File.Exists(ServerPidFile))
            return null;
        var line = File.ReadLines(ServerPidFile).FirstOrDefault() ?? "";
        return int.TryParse(line.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
    }

    private string Unfinished => Path.Combine(Root, "data.unfinished");

    private async Task CreatePrivateFilesAsync(CancellationToken ct)
    {
        await CommandLine.RequireAsync(["install", "-d", "-m", "700", Root], ct);
        await CommandLine.RequireAsync(["install", "-m", "600", "/dev/null", PasswordFile], ct);
        await File.WriteAllTextAsync(PasswordFile, RandomNumberGenerator.GetHexString(PasswordByteCount * 2, lowercase: true), ct);
        if (User is not null)
            await CommandLine.RequireAsync(["chown", "-R", $"{User}:", Root], ct);
    }
}
