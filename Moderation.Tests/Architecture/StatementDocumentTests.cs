using Moderation.Api.Jobs;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Architecture;

/// <summary><c>docs/statements.md</c> against the code.</summary>
public sealed class StatementDocumentTests
{
    private static readonly string Text = Repository.Read("docs/statements.md");

    [Fact]
    public void Every_order_and_every_duty_is_in_the_tables()
    {
        Assert.All(WireWord.All<ActionKind>(), kind => Assert.Contains($"`{kind}`", Text, StringComparison.Ordinal));
        Assert.All(WireWord.All<StatementDuty>(), duty => Assert.Contains($"| `{duty}` |", Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_recurring_job_is_in_the_table_and_is_called_as_there()
    {
        var sources = string.Concat(Repository.CSharpFiles().Where(path => path.StartsWith("Moderation.Api/", StringComparison.Ordinal)).Select(Repository.Read));
        var jobs = typeof(IRecurringJob).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IRecurringJob))).ToList();
        var rows = Text.Split('\n').SkipWhile(line => !line.StartsWith("| job |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('`')[1]).ToList();

        Assert.Equal(jobs.Count, rows.Count);
        Assert.All(rows, name => Assert.Contains($"Name => \"{name}\";", sources, StringComparison.Ordinal));
    }
}
