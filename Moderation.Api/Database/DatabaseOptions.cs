using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Database;

/// <summary>How the database is reached and waited for. Section <c>Database</c>; the connection string has its usual place.</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Key of the connection string in the configuration.</summary>
    public const string ConnectionStringKey = "ConnectionStrings:Moderation";

    /// <summary>How long the start waits for a server that cannot be reached before it gives up.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StartWait { get; init; } = TimeSpan.FromSeconds(60);
}
