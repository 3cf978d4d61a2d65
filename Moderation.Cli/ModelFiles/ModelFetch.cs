using Moderation.Cli.Host;
using Moderation.Models.Manifests;

namespace Moderation.Cli.ModelFiles;

/// <summary>Brings missing or changed models into <c>models/</c>; one download serves every model of the same package.</summary>
internal sealed class ModelFetch(ModerationHome home, NpmPackage npm, FetchProgress progress)
{
    private string Downloads => Path.Combine(home.State, "models-fetch");

    /// <exception cref="ModelFilesException">Something is not what a manifest says, or npm failed.</exception>
    public async Task RunAsync(IReadOnlyCollection<string> names, bool force, CancellationToken cancellation)
    {
        var wanted = new List<ModelFolder>();
        var catalogue = ModelCatalogue.Read(home.Models, names);
        foreach (var model in catalogue.Shipped)
            progress.Done($"{model.Manifest.Name}: part of the repository");
        foreach (var folder in catalogue.Fetched)
        {
            if (!force && await folder.StateAsync(cancellation) == ModelFileState.Valid)
                progress.Done($"{folder.Manifest.Name}: already there");
            else
                wanted.Add(folder);
        }

        if (wanted.Count == 0)
            return;
        using var turn = TakeTurn();
        foreach (var package in wanted.GroupBy(f => (f.Manifest.Source.Package, f.Manifest.Source.Version)))
            await FetchAsync(package.Key.Package, package.Key.Version, [.. package], cancellation);
    }

    private async Task FetchAsync(string package, string version, IReadOnlyList<ModelFolder> folders, CancellationToken cancellation)
    {
        if (Directory.Exists(Downloads))
            Directory.Delete(Downloads, recursive: true);
        Directory.CreateDirectory(Downloads);
        try
        {
            progress.Doing($"getting {package}@{version} with npm");
            var tarball = await npm.PackAsync(package, version, Downloads, cancellation);
            progress.Done($"{package}@{version}: {new FileInfo(tarball).Length / 1e6:F1} MB");
            foreach (var folder in folders)
            {
                progress.Doing($"converting {folder.Manifest.Name} and comparing it with the original's answers");
                var comparisons = await ModelInstaller.InstallAsync(folder, tarball, cancellation);
                progress.Done($"{folder.Manifest.Name}: {new FileInfo(folder.OnnxPath).Length / 1e6:F1} MB, {Summary(comparisons)}");
            }
        }
        finally
        {
            Directory.Delete(Downloads, recursive: true);
        }
    }

    /// <summary>Two fetches at once would remove each other's staging folders.</summary>
    private FileStream TakeTurn()
    {
        Directory.CreateDirectory(home.State);
        try
        {
            return new FileStream(Path.Combine(home.State, "models-fetch.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new ModelFilesException("another `models fetch` is running; wait for it", e);
        }
    }

    private static string Summary(IReadOnlyList<GoldenComparison> comparisons) => FormattableString.Invariant(
        $"{comparisons.Count} golden answers agree, largest difference {comparisons.Max(c => c.MaxDifference):G2}");
}
