using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Moderation.Vault;

/// <summary>Files that are there whole or not at all, also after a power cut.</summary>
internal static class DurableFile
{
    /// <summary>Begins the names of files that are not finished.</summary>
    public const string Unfinished = ".unfinished-";

    private const int ReadOnly = 0;
    private const int NameByteCount = 8;

    /// <summary>Writes a file beside its place, forces it to the disk, and moves it there in one step, over what was there.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="check">Looks at the file that is not in its place yet, by its path; where it throws, what was there stays, and the file beside it is left to whoever sweeps.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, Action<string>? check = null)
    {
        var folder = Path.GetDirectoryName(path)!;
        MakeFolder(folder);
        var unfinished = Path.Combine(folder, $"{Unfinished}{RandomNumberGenerator.GetHexString(NameByteCount, lowercase: true)}");
        using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        check?.Invoke(unfinished);
        File.Move(unfinished, path, overwrite: true);
        Sync(folder);
    }

    /// <summary>Overwrites a file where it lies, forces that to the disk, and removes it. Disks that write elsewhere instead may keep the old blocks: what lay here must be worthless without another key.</summary>
    public static void Destroy(string path)
    {
        if (!File.Exists(path))
            return;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            file.Write(RandomNumberGenerator.GetBytes((int)file.Length));
            file.Flush(flushToDisk: true);
        }

        File.Delete(path);
        Sync(Path.GetDirectoryName(path)!);
    }

    /// <summary>Removes what a crash left unfinished in a folder.</summary>
    public static void Sweep(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, Unfinished + "*"))
            File.Delete(path);
    }

    /// <summary>Overwrites and removes what a crash left unfinished in a folder, where it may be a key.</summary>
    public static void DestroyUnfinished(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, Unfinished + "*"))
            Destroy(path);
    }

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        var parent = Path.GetDirectoryName(folder);
        if (parent is { Length: > 0 })
            MakeFolder(parent);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (parent is { Length: > 0 })
            Sync(parent);
    }

    // A rename is only durable when its folder is, and .NET opens no folders.
    private static void Sync(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var handle = Open(folder, ReadOnly);
        if (handle < 0)
            throw new IOException($"{folder} cannot be opened: error {Marshal.GetLastPInvokeError()}");
        try
        {
            if (ForceToDisk(handle) != 0)
                throw new IOException($"{folder} cannot be forced to the disk: error {Marshal.GetLastPInvokeError()}");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ForceToDisk(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
