using Microsoft.Extensions.Configuration;
using Moderation.Cli.Host;
using Moderation.Core.Decisions;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Worker.Decisions;
using Moderation.Worker.Hosting;

namespace Moderation.Cli.Policies;

/// <summary>What decisions depend on besides log and policies: as the deciders load it, with the settings that the environment gives them too.</summary>
internal static class PolicyRules
{
    /// <exception cref="ToolException">The calibration is missing or cannot be read.</exception>
    public static DeciderRules Load(ModerationHome home)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var models = new ModelsOptions { Directory = home.Models, AgePriorFile = settings[$"{ModelsOptions.Section}:{nameof(ModelsOptions.AgePriorFile)}"] };
        try
        {
            return DeciderRulesFile.Load(
                models, Read<EvidenceOptions>(settings, EvidenceOptions.Section), Read<LiveDeciderOptions>(settings, LiveDeciderOptions.Section), Read<TextEvidenceOptions>(settings, TextEvidenceOptions.Section));
        }
        catch (FormatException e)
        {
            throw new ToolException($"the calibration in {home.Models} cannot be read: {e.Message}", e);
        }
    }

    private static T Read<T>(IConfiguration settings, string section)
        where T : new() => settings.GetSection(section).Get<T>() ?? new T();
}
