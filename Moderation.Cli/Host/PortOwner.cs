using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Moderation.Cli.Host;

/// <summary>Says whether a loopback port is free, and who has it when it is not.</summary>
internal static class PortOwner
{
    private const int PortsTried = 20;
    private const string Listening = "0A";
    private const int LocalAddressField = 1;
    private const int StateField = 3;
    private const int InodeField = 9;
    private static readonly string[] SocketTables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port that was free a moment ago; nothing keeps it so.</summary>
    public static int PickFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The wanted port, or the next one that is free, with a word on who has the wanted one.</summary>
    /// <exception cref="ToolException">None of the next is free.</exception>
    public static int PickFrom(int wanted, string purpose, IProgress<string> progress)
    {
        if (IsFree(wanted))
            return wanted;
        for (var port = wanted + 1; port < wanted + PortsTried; port++)
        {
            if (!IsFree(port))
                continue;
            progress.Report($"{purpose}: port {wanted} is taken by {Describe(wanted)}; {port} is used instead");
            return port;
        }

        throw new ToolException($"ports {wanted} to {wanted + PortsTried - 1} are all taken, the first by {Describe(wanted)}");
    }

    /// <exception cref="ToolException">The port is taken; the message names its owner where it can be seen.</exception>
    public static void RequireFree(int port, string purpose)
    {
        if (!IsFree(port))
            throw new ToolException($"port {port}, due to {purpose}, is taken by {Describe(port)}: stop it, or give another port");
    }

    public static string Describe(int port) =>
        FindPid(port) is { } pid ? $"process {pid} ({ProcessIdentity.CommandLine(pid)})" : "another user's process";

    private static int? FindPid(int port)
    {
        var inodes = SocketTables.Where(File.Exists).SelectMany(File.ReadLines).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > InodeField && fields[StateField] == Listening && PortOf(fields[LocalAddressField]) == port)
            .Select(fields => $"socket:[{fields[InodeField]}]")
            .ToHashSet();
        if (inodes.Count == 0)
            return null;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && HoldsAny(folder, inodes))
                return pid;
        }

        return null;
    }

    private static int PortOf(string address) =>
        int.Parse(address.AsSpan(address.IndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static bool HoldsAny(string processFolder, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(processFolder, "fd")).Any(link => NameOfTarget(link) is { } name && sockets.Contains(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // it ended while we looked, or belongs to somebody else
            return false;
        }
    }

    private static string? NameOfTarget(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false) is { } target ? Path.GetFileName(target.FullName) : null;
        }
        catch (IOException)
        {
            // A busy process closes files while its list is read; the others still tell.
            return null;
        }
    }
}
