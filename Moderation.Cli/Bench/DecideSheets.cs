using System.Globalization;
using System.Text.RegularExpressions;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>As many live sheets as are asked for: those that ship, then the same again under other names and with slightly lower thresholds, so that no two are alike.</summary>
internal static partial class DecideSheets
{
    private const double StepDown = 0.01;

    /// <exception cref="ToolException">A sheet does not compile.</exception>
    public static PolicySet Make(string folder, int count)
    {
        var texts = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList() : [];
        if (texts.Count == 0)
            throw new ToolException($"there are no sheets in {folder}");
        try
        {
            return PolicySet.Of(Enumerable.Range(0, count).Select(number => new ActivePolicy(
                SheetCompiler.FromYaml(Vary(texts[number % texts.Count], number / texts.Count)), PolicyStage.Live)));
        }
        catch (SheetException e)
        {
            throw new ToolException($"a sheet in {folder} does not compile: {e.Message}", e);
        }
    }

    internal static string Vary(string yaml, int round) => round == 0 ? yaml : Threshold().Replace(
        Name().Replace(yaml, match => $"{match.Value}.v{round}", 1),
        match => ">= " + (double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * (1 - StepDown * round)).ToString("0.####", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^policy: *[a-z0-9_.]+", RegexOptions.Multiline)]
    private static partial Regex Name();

    // shares and probabilities only: counts and times stay whole
    [GeneratedRegex(@">= (0\.\d+)")]
    private static partial Regex Threshold();
}
