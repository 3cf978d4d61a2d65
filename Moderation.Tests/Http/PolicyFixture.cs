using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Policies;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

/// <summary>The Api on a database of its own for each test, without shipped sheets and without a broker.</summary>
public abstract class PolicyFixture(PostgresServer server) : IAsyncLifetime
{
    private string _database = "";

    /// <summary>For tests that need another database.</summary>
    protected PostgresServer Server => server;

    internal ModerationApplication App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        _database = await server.CreateDatabaseAsync();
        App = new ModerationApplication(_database, "127.0.0.1:1") { Replace = Replace };
    }

    protected virtual void Replace(IServiceCollection services) => services.AddSingleton<ISheetTester, ContentTester>();

    public async Task DisposeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        await App.DisposeAsync();
        await server.DropDatabaseAsync(_database);
    }
}
