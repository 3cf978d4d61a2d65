using Moderation.Core.Evidence;

namespace Moderation.Tests.Support;

/// <summary>A small calibration whose numbers are round, and the one that ships.</summary>
internal static class AgeEvidenceSamples
{
    public static AgeEvidenceManifest Round { get; } = new()
    {
        V = AgeEvidenceManifest.CurrentVersion,
        FittedOn = new DateOnly(2026, 1, 1),
        Model = "faceres-deep",
        ModelFiles = [],
        Data = [],
        Curve = [new(0, 0), new(10, 10), new(20, 24), new(60, 50)],
        PersonBiasYears = 5,
        FrameNoiseYears = 2,
        CorrelationSeconds = 15,
        NeededClearFaceSeconds = 8,
        NeededClearFaces = 3,
        Prior = [new(10, 1), new(14, 2), new(17, 2), new(18, 3), new(25, 4), new(40, 4)],
    };

    public static string ShippedFolder { get; } = Path.Combine(RepositoryRoot(), "models", "age-evidence");

    public static AgeEvidenceManifest Shipped { get; } = AgeEvidenceManifest.Parse(File.ReadAllBytes(Path.Combine(ShippedFolder, "manifest.json")));

    public static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Moderation.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the tests do not lie under the repository");
    }
}
