using Moderation.Api.Access;
using Moderation.Api.Database;
using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Api.Enforcement.Gifts;
using Moderation.Api.Evidence;
using Moderation.Api.Evidence.Vault;
using Moderation.Api.Hosting;
using Moderation.Api.Http;
using Moderation.Api.Jobs;
using Moderation.Api.Policies;
using Moderation.Api.PolicyReports;
using Moderation.Api.PolicyReports.Backtests;
using Moderation.Api.PolicyReports.Days;
using Moderation.Api.PolicyReports.Statements;
using Moderation.Api.Projections;
using Moderation.Api.Projections.Retention;
using Moderation.Api.Publication;
using Moderation.Api.Publication.Events;
using Moderation.Api.Reports;
using Moderation.Api.Review;
using Moderation.Api.Review.Audit;
using Moderation.Api.Review.Notices;
using Moderation.Api.Standing;
using Moderation.Api.Web;
using Moderation.Core.Access;
using Scalar.AspNetCore;

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
    builder.Services.AddAccess(builder.Configuration);
    builder.Services.AddPolicies();
    builder.Services.AddProjections();
    builder.Services.AddGifts();
    builder.Services.AddPublication();
    builder.Services.AddEvents();
    builder.Services.AddStanding();
    builder.Services.AddOutcomes();
    builder.Services.AddBacktests();
    builder.Services.AddStatements();
    builder.Services.AddNotices();
    builder.Services.AddPolicyDays();
    builder.Services.AddRetention();
    builder.Services.AddJobs();
    builder.Services.AddEnforcement();
    builder.Services.AddReview();
    builder.Services.AddAudit();
    builder.Services.AddVault();
    builder.Services.AddConsole();
    builder.Services.AddSingleton<DecisionStore>();
    builder.Services.AddSingleton<LiveStore>();
    builder.Services.AddSingleton<ReportStore>();

    var app = builder.Build();
    app.SayHowAccessStands();
    app.UseProblems();
    app.UseAccess();
    app.UseJobDashboard();
    app.MapIndex();
    app.MapAccess();
    app.MapLives();
    app.MapDecisions();
    app.MapReports();
    app.MapGifts();
    app.MapEnforcementEndpoints();
    app.MapPolicies();
    app.MapOutcomes();
    app.MapBacktests();
    app.MapStatementEndpoints();
    app.MapNotices();
    app.MapPolicyDays();
    app.MapStanding();
    app.MapReview();
    app.MapEventStream();
    app.MapAudit();
    app.MapVault();
    app.MapConsole();
    app.MapHealth();
    app.MapOpenApi().Requires(Permission.SignedIn);
    app.MapScalarApiReference("/scalar", page => page.WithTitle("Moderation").DisableAgent().DisableDefaultFonts().DisableTelemetry()).Requires(Permission.SignedIn)
        .ClosesWhatIsOpen();
    app.MapPrometheusScrapingEndpoint("/metrics").Requires(Permission.Metrics);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (StartFault.Explain(e) is { } reason)
{
    await Console.Error.WriteLineAsync($"moderation-api does not start: {reason}");
    return 2;
}
