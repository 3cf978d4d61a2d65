namespace Moderation.Tests.Support;

/// <summary>A test that needs a program of the machine. Without it the test is skipped where people work, and fails in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (Environment.GetEnvironmentVariable("CI") != "true" && !folders.Any(f => File.Exists(Path.Combine(f, program))))
            Skip = $"{program} is not installed";
    }
}
