using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Backtests;

internal static class BacktestSetup
{
    public static void AddBacktests(this IServiceCollection services)
    {
        services.AddCheckedOptions<BacktestOptions>(BacktestOptions.Section);
        services.AddSingleton<OpenSignalLog>(provider => () => new SignalLog(
            provider.GetRequiredService<IOptions<KafkaOptions>>().Value, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SignalLog>>()));
        services.AddSingleton<BacktestStore>();
        services.AddSingleton<BacktestIntake>();
        services.AddSingleton<BacktestQueue>();
        services.AddSingleton<BacktestWork>();
        services.AddSingleton<BacktestMetrics>();
        services.AddSingleton<BacktestRun>();
        services.AddSingleton<BacktestCases>();
        services.AddHostedService<BacktestRunner>();
    }
}
