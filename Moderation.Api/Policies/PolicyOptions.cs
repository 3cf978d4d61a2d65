using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Policies;

/// <summary>The policy sheets that an installation begins with. Section <c>Policies</c>.</summary>
internal sealed class PolicyOptions
{
    public const string Section = "Policies";

    /// <summary>Folder of the shipped sheets (<c>*.yaml</c>); one that is not there is a folder without sheets.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Directory { get; init; } = "policies";

    /// <summary>Manifest of the age evidence that the Worker decides by; backtests and the sheets' own tests are decided with it.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Calibration { get; init; } = "models/age-evidence/manifest.json";

    /// <summary>Folder of the models that the Worker uses (Models:Directory there); of it only the manifests are read, since reports' ids are made with the models' hashes.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Models { get; init; } = "models";

    /// <summary>CSV of the ages that the Worker expects (Models:AgePriorFile there); null where it has none.</summary>
    public string? AgePriorFile { get; init; }

    /// <summary>What becomes of the shipped sheets in a database without policies. In any other database, sheets that it does not know become drafts.</summary>
    [EnumDataType(typeof(PolicyBootstrap))]
    public PolicyBootstrap Bootstrap { get; init; } = PolicyBootstrap.Live;
}

/// <summary>What becomes of the shipped sheets in a database without policies.</summary>
internal enum PolicyBootstrap
{
    /// <summary>They decide at once.</summary>
    Live,

    /// <summary>They decide without effect.</summary>
    Shadow,

    /// <summary>They are drafts.</summary>
    None,
}
