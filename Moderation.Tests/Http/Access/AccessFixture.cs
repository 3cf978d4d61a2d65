using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Access;

/// <summary>An Api that lets nobody in without credentials, on a database of its own, which can be taken away.</summary>
public abstract class AccessFixture(PostgresServer server) : IAsyncLifetime
{
    private string _database = "";
    private CuttableProxy? _proxy;

    internal ModerationApplication App { get; private set; } = null!;

    /// <summary>The database, for another process beside the first.</summary>
    protected string ThroughProxy { get; private set; } = "";

    internal CuttableProxy Proxy => _proxy!;

    protected PostgresServer Server => server;

    /// <summary>Settings besides those that all have.</summary>
    protected virtual (string Key, string Value)[] Settings => [];

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        _database = await server.CreateDatabaseAsync();
        _proxy = DatabaseProxy.Of(_database, out var throughProxy);
        ThroughProxy = throughProxy;
        App = new ModerationApplication(throughProxy, "127.0.0.1:1", [AccessClient.Closed, .. Settings]);
    }

    public async Task DisposeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        await App.DisposeAsync();
        await _proxy!.DisposeAsync();
        await server.DropDatabaseAsync(_database);
    }
}
