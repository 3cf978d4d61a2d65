using Npgsql;

namespace Moderation.Tests.Support;

/// <summary>A database that can be taken away from whoever uses it, and given back.</summary>
internal static class DatabaseProxy
{
    public static CuttableProxy Of(string connectionString, out string throughProxy)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var proxy = new CuttableProxy(settings.Host!, settings.Port);
        (settings.Host, settings.Port) = ("127.0.0.1", proxy.Port);
        throughProxy = settings.ConnectionString;
        return proxy;
    }
}
