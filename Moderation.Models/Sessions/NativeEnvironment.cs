using System.Runtime.InteropServices;

namespace Moderation.Models.Sessions;

/// <summary>The C environment, which native libraries read and .NET's own call does not reach.</summary>
internal static partial class NativeEnvironment
{
    /// <exception cref="InvalidOperationException">The C library refused.</exception>
    public static void Set(string name, string value)
    {
        if (SetEnvironment(name, value, overwrite: 1) != 0)
            throw new InvalidOperationException($"setenv failed with error {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", EntryPoint = "setenv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
