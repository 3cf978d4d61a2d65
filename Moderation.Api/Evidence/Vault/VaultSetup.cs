using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;
using Moderation.Core.Evidence.Vault;
using Moderation.Vault;

namespace Moderation.Api.Evidence.Vault;

internal static class VaultSetup
{
    public static void AddVault(this IServiceCollection services)
    {
        services.AddCheckedOptions<VaultOptions>(VaultOptions.Section);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<VaultOptions>>().Value);
        services.AddSingleton<MasterKeys>();
        services.AddSingleton<VaultFiles>();
        services.AddSingleton<VaultReader>();
        services.AddSingleton<VaultKeeper>();
        services.AddSingleton<HeldEvidence>();
        services.AddSingleton<KeyCensus>();
        services.AddSingleton<VaultRotation>();
        services.AddSingleton<EvidenceAccess>();
        services.AddSingleton<EvidenceShelf>();
        services.AddSingleton<EvidenceDesk>();
        services.AddHostedService<VaultSweeper>();
        services.AddSingleton<KeyRotator>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyRotator>());
    }
}
