namespace Moderation.Vault;

/// <summary>The right to change a case, for one process at a time. The system frees it when its holder dies.</summary>
internal static class CaseLock
{
    // What the system says when somebody else has it: EWOULDBLOCK on Linux, a sharing violation on Windows. Any other failure is one, and must not be waited out.
    private static readonly int[] HeldByOther = [11, unchecked((int)0x80070020)];

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public static async Task<IDisposable> TakeAsync(string path, TimeProvider time, CancellationToken token)
    {
        if (!File.Exists(path))
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            token.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (HeldByOther.Contains(e.HResult))
            {
                // Somebody holds it, and never for long.
            }

            await Task.Delay(LookAgain, time, token);
        }
    }
}
