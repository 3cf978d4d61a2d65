using Moderation.Models.Manifests;

namespace Moderation.Cli.ModelFiles;

/// <summary>Checks models that should be there.</summary>
internal static class ModelVerification
{
    /// <summary>Writes one line per finding and returns the exit code: 0 when every model is what its manifest says.</summary>
    public static async Task<int> RunAsync(string models, IReadOnlyCollection<string> names, Action<string> line, CancellationToken cancellation)
    {
        var catalogue = ModelCatalogue.Read(models, names);
        var isGood = true;
        foreach (var folder in catalogue.Fetched)
            isGood &= Tell(folder.Manifest.Name, await ProblemAsync(folder, line, cancellation), line);
        foreach (var model in catalogue.Shipped)
            isGood &= Tell(model.Manifest.Name, await model.ProblemAsync(cancellation), line);
        return isGood ? 0 : 1;
    }

    private static bool Tell(string name, string? problem, Action<string> line)
    {
        line($"{name}: {problem ?? "valid"}");
        return problem is null;
    }

    private static async Task<string?> ProblemAsync(ModelFolder folder, Action<string> line, CancellationToken cancellation)
    {
        switch (await folder.StateAsync(cancellation))
        {
            case ModelFileState.Missing:
                return "missing; get it with: moderation models fetch";
            case ModelFileState.Changed:
                return "not the file that the manifest names; get it with: moderation models fetch";
        }

        try
        {
            var comparisons = GoldenCheck.Run(folder.Manifest, folder.Path, folder.OnnxPath);
            foreach (var comparison in comparisons)
                line($"  {comparison}");
            return comparisons.All(c => c.Passed) ? null : "does not answer like the original";
        }
        catch (GoldenException e)
        {
            return e.Message;
        }
    }
}
