using Moderation.Core.Evidence.Vault;
using Moderation.Models.Images;
using Moderation.Vault;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Evidence;

/// <summary>The registrations of evidence capture.</summary>
internal static class EvidenceServices
{
    public static void AddCaptureOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<VaultOptions>(configuration, VaultOptions.Section);
        services.AddSection<CaptureOptions>(configuration, CaptureOptions.Section);
    }

    public static void AddCapture(this IServiceCollection services)
    {
        services.AddSingleton<MasterKeys>();
        services.AddSingleton<VaultFiles>();
        services.AddSingleton<KeyCensus>();
        services.AddSingleton<VaultWriter>();
        services.AddSingleton<IFrameCropper>(_ => new OpenCvFrameCropper(ImageLimits.Default));
        services.AddSingleton<CitedRecords>();
        services.AddSingleton<CitedContent>();
        services.AddSingleton<EvidenceMetrics>();
        services.AddSingleton<EvidenceCapture>();
        services.AddSingleton<EvidenceIntake>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<EvidenceWork>(
            provider, new FailureStreak(provider.GetRequiredService<CaptureOptions>().MaxFailuresInARow, provider.GetRequiredService<HostFault>())));
        services.AddSingleton<IWorkerRole, EvidenceRole>();
    }
}
