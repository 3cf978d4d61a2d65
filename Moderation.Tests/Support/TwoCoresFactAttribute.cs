using Moderation.Cli.Bench;

namespace Moderation.Tests.Support;

/// <summary>A test that divides the machine's cores: visibly skipped where there is one only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TwoCoresFactAttribute : FactAttribute
{
    public TwoCoresFactAttribute()
    {
        if (CoreSplit.OfThisMachine() is null)
            Skip = "declared: one core, or a system that does not tell which";
    }
}
