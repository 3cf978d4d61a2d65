using System.ComponentModel.DataAnnotations;

namespace Moderation.Worker.Hosting;

/// <summary>Where the models lie. Section <c>Models</c>.</summary>
internal sealed class ModelsOptions
{
    public const string Section = "Models";

    /// <summary>Folder with one folder per model; relative to the working directory.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Directory { get; init; } = "models";

    /// <summary>CSV file <c>age,weight</c> with the ages of the hosts of this platform; null takes the prior of the age-evidence manifest.</summary>
    public string? AgePriorFile { get; init; }
}
