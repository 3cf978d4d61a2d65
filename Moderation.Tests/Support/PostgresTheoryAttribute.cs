namespace Moderation.Tests.Support;

/// <summary>A theory that needs PostgreSQL: skipped visibly where there is none, failing there in CI.</summary>
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute()
    {
        if (PostgresServer.WhyNot is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = reason;
    }
}
