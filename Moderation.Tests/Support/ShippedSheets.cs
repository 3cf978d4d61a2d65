using Moderation.Core.Decisions;
using Moderation.Core.Evidence;
using Moderation.Core.Policies;

namespace Moderation.Tests.Support;

/// <summary>The sheets under <c>policies/</c>, one at a time, and the rules that their tests are played by.</summary>
internal static class ShippedSheets
{
    public static DeciderRules Rules { get; } = new(new AgeBeliefModel(AgeEvidenceSamples.Shipped), new EvidenceOptions(), new LiveDeciderOptions());

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Repository.Root, "policies");

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name + ".yaml"));

    public static CompiledSheet Compile(string name) => SheetCompiler.FromYaml(Text(name));
}
