using System.Net;
using System.Net.Sockets;

namespace Moderation.Tests.Support;

/// <summary>Forwards TCP connections to a server until it is cut; then every connection breaks and new ones are closed at once.</summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly IPEndPoint _target;
    private readonly Task _accepting;
    private CancellationTokenSource _open = new();
    private int _refused;

    public CuttableProxy(string host, int port)
    {
        _target = new IPEndPoint(IPAddress.Parse(host), port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections turned away since it was made.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public void Cut() => _open.Cancel();

    public void Mend() => Interlocked.Exchange(ref _open, new CancellationTokenSource()).Dispose();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _open.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _open.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_end.Token);
            if (_open.IsCancellationRequested)
            {
                client.Dispose();
                Interlocked.Increment(ref _refused);
                continue;
            }

            _ = ForwardAsync(client, _open.Token);
        }
    }

    private async Task ForwardAsync(TcpClient client, CancellationToken open)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(_target, open);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream(), open), server.GetStream().CopyToAsync(client.GetStream(), open));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
                // The cut is what the test wants; both ends are closed below.
            }
        }
    }
}
