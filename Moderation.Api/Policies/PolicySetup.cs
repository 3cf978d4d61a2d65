using Moderation.Api.Hosting;
using Moderation.Api.Publication;
using Moderation.Core.Decisions;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;

namespace Moderation.Api.Policies;

internal static class PolicySetup
{
    /// <summary>Registered after the database, because sheets are taken in when the schema is there.</summary>
    public static void AddPolicies(this IServiceCollection services)
    {
        services.AddCheckedOptions<PolicyOptions>(PolicyOptions.Section);
        services.AddCheckedOptions<EvidenceOptions>(EvidenceOptions.Section, "Text", "Vault", "Capture");
        services.AddCheckedOptions<TextEvidenceOptions>(TextEvidenceOptions.Section);
        services.AddCheckedOptions<LiveDeciderOptions>(LiveDeciderOptions.Section);
        services.AddSingleton<DeciderRulesReader>();
        services.AddSingleton<PolicyStore>();
        services.AddSingleton<PolicyLifecycle>();
        services.AddSingleton<ISheetTester, SessionSheetTester>();
        services.AddSingleton<IAnnouncer, PolicyAnnouncement>();
        services.AddHostedService<PolicyImport>();
    }
}
