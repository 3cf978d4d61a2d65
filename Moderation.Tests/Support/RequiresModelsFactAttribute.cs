namespace Moderation.Tests.Support;

/// <summary>A test that needs fetched model files: visibly skipped without them on a developer's machine, run (and so failed) in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class RequiresModelsFactAttribute : FactAttribute
{
    public RequiresModelsFactAttribute(params string[] models)
    {
        Models = models;
        var missing = models.Where(name => !File.Exists(Path.Combine(Folder(name), "model.onnx"))).ToArray();
        if (missing.Length > 0 && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = $"declared: no model file for {string.Join(", ", missing)}: run `moderation models fetch`";
    }

    public IReadOnlyList<string> Models { get; }

    /// <summary>The folder of a model under the repository's <c>models/</c>.</summary>
    public static string Folder(string model) => Path.Combine(Repository.Root, "models", model);
}
