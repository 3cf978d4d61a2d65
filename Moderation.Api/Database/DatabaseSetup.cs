using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;
using Npgsql;

namespace Moderation.Api.Database;

internal static class DatabaseSetup
{
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
            return settings.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StartRefusedException($"{DatabaseOptions.ConnectionStringKey} is no PostgreSQL connection string: {e.Message}", e);
        }
    }
}
