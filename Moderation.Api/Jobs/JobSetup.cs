using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;
using Npgsql;

namespace Moderation.Api.Jobs;

internal static class JobSetup
{
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddCheckedOptions<JobOptions>(JobOptions.Section);
        // Made without a word to the database, which may be away; the schema is prepared when it is there.
        services.AddSingleton<JobStorage>(provider => new PostgreSqlStorage(
            new JobConnections(provider.GetRequiredService<NpgsqlDataSource>()),
            new PostgreSqlStorageOptions
            {
                SchemaName = JobSchema.Name,
                PrepareSchemaIfNecessary = false,
                QueuePollInterval = provider.GetRequiredService<IOptions<JobOptions>>().Value.LookEvery,
            }));
        services.AddSingleton<JobActivator, AspNetCoreJobActivator>();
        services.AddSingleton<JobSchema>();
        services.AddSingleton<JobMetrics>();
        services.AddTransient<JobExecution>();
        services.AddSingleton<JobServer>();
        services.AddHostedService(provider => provider.GetRequiredService<JobServer>());
    }
}
