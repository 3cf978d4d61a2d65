namespace Moderation.Cli.Host;

/// <summary>Held while a development host runs in a project; the kernel lets go of it when the process ends, however it ends.</summary>
internal sealed class HostLock : IDisposable
{
    private readonly FileStream _file;

    private HostLock(FileStream file) => _file = file;

    /// <exception cref="ToolException">Another host runs in this project.</exception>
    public static HostLock Take(ModerationHome home)
    {
        Directory.CreateDirectory(home.State);
        try
        {
            return new HostLock(new FileStream(Path.Combine(home.State, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            var holder = HostState.Read(home.HostStateFile) is { } state ? $" (process {state.Host.Pid})" : "";
            throw new ToolException($"a development host already runs in {home.Root}{holder}: `moderation down` stops it", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
