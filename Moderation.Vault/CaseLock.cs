namespace Moderation.Vault;

/// <summary>The right to change a case, for one process at a time. The system frees it when its holder dies.</summary>
internal static class CaseLock
{
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
            catch (IOException) when (File.Exists(path))
            {
                // Somebody holds it, and never for long.
            }

            await Task.Delay(LookAgain, time, token);
        }
    }
}
