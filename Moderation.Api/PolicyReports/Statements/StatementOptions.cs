using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.PolicyReports.Statements;

/// <summary>Statements of reasons and their exports. Section <c>Statements</c>.</summary>
internal sealed class StatementOptions
{
    public const string Section = "Statements";

    /// <summary>Name of the platform in exports and in the names of their files; the statements themselves do not carry it.</summary>
    [RegularExpression("[A-Za-z0-9_-]{1,64}")]
    public string Platform { get; init; } = "platform";

    /// <summary>Countries where the platform carries orders out, as ISO 3166-1 codes of the European Economic Area; none is all of it.</summary>
    public IReadOnlyList<string> Territory { get; init; } = [];

    /// <summary>Most orders that one export may cover; one that comes to more fails and says so.</summary>
    [Range(1, 1_000_000)]
    public int MaxPerExport { get; init; } = 100_000;

    /// <summary>For how long a finished export is kept.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepExportsFor { get; init; } = TimeSpan.FromDays(180);
}
