using Moderation.Cli.Host;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;

namespace Moderation.Cli.Policies;

/// <summary>A sheet on disk: compiled, or with what is wrong with it.</summary>
/// <param name="Path">Where it lies, as it is shown.</param>
/// <param name="Sheet">The compiled sheet; null when it does not compile.</param>
/// <param name="Faults">What is wrong with it; the faults of its tests are among them.</param>
internal sealed record SheetFile(string Path, CompiledSheet? Sheet, IReadOnlyList<SheetFault> Faults)
{
    private const string Folder = "policies";
    private const string Pattern = "*.yaml";

    /// <summary>Reads the named sheets, or those of the named folders; none named is the project's own folder.</summary>
    /// <exception cref="ToolException">A path where nothing is, or a folder without sheets.</exception>
    public static IReadOnlyList<SheetFile> ReadAll(IReadOnlyList<string> paths, Func<ModerationHome> home)
    {
        var files = new List<string>();
        foreach (var path in paths.Count > 0 ? paths : [System.IO.Path.Combine(home().Root, Folder)])
        {
            if (File.Exists(path))
                files.Add(path);
            else if (Directory.Exists(path))
                files.AddRange(Directory.EnumerateFiles(path, Pattern).Order(StringComparer.Ordinal));
            else
                throw new ToolException($"there is no file or folder {path}");
        }

        return files.Count > 0 ? [.. files.Select(Read)] : throw new ToolException($"no {Pattern} in {string.Join(", ", paths.DefaultIfEmpty(Folder))}");
    }

    /// <summary>Reads one sheet that must compile.</summary>
    /// <exception cref="ToolException">It does not; the message names every fault.</exception>
    public static CompiledSheet Compile(string path)
    {
        if (!File.Exists(path))
            throw new ToolException($"there is no sheet {path}");
        var file = Read(path);
        return file.Sheet ?? throw new ToolException(string.Join('\n', file.Faults.Select(fault => $"{path}:{fault}")));
    }

    /// <summary>Reads a recorded session that a sheet's test names; null where there is none. A sheet reads beside itself only.</summary>
    public string? ReadBeside(string name)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, name));
        return full.StartsWith(folder + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(full) ? File.ReadAllText(full) : null;
    }

    private static SheetFile Read(string path)
    {
        try
        {
            var sheet = System.IO.Path.GetExtension(path) == ".json" ? SheetCompiler.FromJson(File.ReadAllText(path)) : SheetCompiler.FromYaml(File.ReadAllText(path));
            return new SheetFile(path, sheet, SheetTester.Check(sheet));
        }
        catch (SheetException e)
        {
            return new SheetFile(path, null, e.Faults);
        }
    }
}
