using Moderation.Api.Hosting;
using Moderation.Api.Jobs;
using Moderation.Api.PolicyReports.Statements.Exports;
using Moderation.Core.Policies.Sheets;

namespace Moderation.Api.PolicyReports.Statements;

internal static class StatementSetup
{
    public static void AddStatements(this IServiceCollection services)
    {
        services.AddCheckedOptions<StatementOptions>(StatementOptions.Section)
            .Validate(
                options => options.Territory.All(Countries.Unions["EEA"].Contains) && options.Territory.Distinct().Count() == options.Territory.Count,
                $"{StatementOptions.Section}:{nameof(StatementOptions.Territory)} names countries of the European Economic Area by their ISO 3166-1 codes (FR, DE, GR), each once");
        services.AddSingleton<StatementStore>();
        services.AddSingleton<StatementDesk>();
        services.AddSingleton<ExportStore>();
        services.AddSingleton<ExportRun>();
        services.AddHostedService<ExportRunner>();
        services.AddSingleton<IRecurringJob, DailyExportJob>();
    }

    public static void MapStatementEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStatements();
        endpoints.MapExports();
    }
}
