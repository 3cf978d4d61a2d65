namespace Moderation.Tests.Support;

/// <summary>A test of the whole path, models and database: visibly skipped where one is missing, run (and so failed) in CI.</summary>
public sealed class RequiresModelsAndPostgresFactAttribute : RequiresModelsFactAttribute
{
    public RequiresModelsAndPostgresFactAttribute(params string[] models)
        : base(models)
    {
        if (PostgresServer.WhyNot is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
            Skip ??= reason;
    }
}
