using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;
using Npgsql;

namespace Moderation.Api.Database;

internal static class DatabaseSetup
{
    /// <summary>Unless the connection string says another. The driver's own, 100, is all that a server gives by default: one busy Api would shut out every other client, and more than a few for each core only take turns.</summary>
    private const int MaxPoolSize = 25;

    /// <summary>Unless the connection string says another. Statements that come again and again are parsed and planned once for a connection.</summary>
    private const int MaxPrepared = 200;

    private const string PoolSizeKey = "Maximum Pool Size";
    private const string PreparedKey = "Max Auto Prepare";

    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<DatabaseOptions>(DatabaseOptions.Section)
            .Validate<IConfiguration>(
                (_, configuration) => !string.IsNullOrWhiteSpace(configuration[DatabaseOptions.ConnectionStringKey]),
                $"{DatabaseOptions.ConnectionStringKey} is not set: give PostgreSQL's connection string there "
                + "(environment variable ConnectionStrings__Moderation)");
        builder.Services.AddSingleton(services => NpgsqlDataSource.Create(ConnectionString(services)));
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddHostedService<DatabaseStart>();
    }

    private static string ConnectionString(IServiceProvider services)
    {
        _ = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(services.GetRequiredService<IConfiguration>()[DatabaseOptions.ConnectionStringKey])
            {
                ApplicationName = "moderation-api",
            };
            if (!settings.ShouldSerialize(PoolSizeKey))
                settings.MaxPoolSize = MaxPoolSize;
            if (!settings.ShouldSerialize(PreparedKey))
                settings.MaxAutoPrepare = MaxPrepared;
            return settings.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StartRefusedException($"{DatabaseOptions.ConnectionStringKey} is no PostgreSQL connection string: {e.Message}", e);
        }
    }
}
