using Moderation.Api.Enforcement.Controls;
using Moderation.Api.Enforcement.Receipts;
using Moderation.Api.Enforcement.Reversals;
using Moderation.Api.Enforcement.State;
using Moderation.Api.Hosting;

namespace Moderation.Api.Enforcement;

internal static class EnforcementSetup
{
    public static void AddEnforcement(this IServiceCollection services)
    {
        services.AddCheckedOptions<ReceiptOptions>(ReceiptOptions.Section)
            .Validate(ReceiptOptions.AreReadable, $"{ReceiptOptions.Section}:{nameof(ReceiptOptions.Secrets)}: a secret is whsec_ and 24 to 64 bytes in base64");
        services.AddSingleton<ActionStore>();
        services.AddSingleton<OutstandingStore>();
        services.AddSingleton<EnforcementView>();
        services.AddHostedService<EnforcementReader>();
        services.AddSingleton<ControlStore>();
        services.AddSingleton<ControlDesk>();
        services.AddHostedService<ControlRecovery>();
        services.AddSingleton<ReversalDesk>();
        services.AddSingleton<ReceiptMetrics>();
        services.AddSingleton<ReceiptDesk>();
    }

    public static void MapEnforcementEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapActions();
        endpoints.MapReversals();
        endpoints.MapActionReceipts();
        endpoints.MapEnforcement();
    }
}
