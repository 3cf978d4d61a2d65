using Moderation.Api.Database;
using Moderation.Api.Enforcement;
using Moderation.Api.Evidence;
using Moderation.Api.Hosting;
using Moderation.Api.Http;
using Moderation.Api.Projections;
using Moderation.Api.Reports;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddTelemetry();
    builder.AddListening();
    builder.AddDatabase();
    builder.AddHealth();
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddProblems();
    builder.Services.AddDescription();
    builder.Services.AddProjections();
    builder.Services.AddSingleton<LiveStore>();
    builder.Services.AddSingleton<ReportStore>();
    builder.Services.AddSingleton<ActionStore>();

    var app = builder.Build();
    app.UseProblems();
    app.MapIndex();
    app.MapLives();
    app.MapReports();
    app.MapActions();
    app.MapHealth();
    app.MapOpenApi();
    app.MapPrometheusScrapingEndpoint("/metrics");
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (StartFault.Explain(e) is { } reason)
{
    await Console.Error.WriteLineAsync($"moderation-api does not start: {reason}");
    return 2;
}
