using System.CommandLine;
using Moderation.Cli.Host;
using Spectre.Console;

namespace Moderation.Cli.Topics;

/// <summary><c>moderation topics</c>: the declared topics against a real cluster, and their published description.</summary>
internal static class TopicsCommand
{
    private const short BrokerDefault = -1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly Option<string> Bootstrap = new("--bootstrap")
    {
        Description = "The cluster, as host:port; Kafka__BootstrapServers when not given.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("Kafka__BootstrapServers") ?? "",
    };

    public static Command Create() =>
        new("topics", "The topics that kafka-topics.yaml declares.") { CreateApply(), CreateDiff(), AsyncApi.AsyncApiCommand.Create() };

    private static Command CreateApply()
    {
        var replication = new Option<short>("--replication-factor")
        {
            Description = "Copies of each partition of a new topic; -1 leaves it to the cluster.",
            DefaultValueFactory = _ => BrokerDefault,
        };
        var grow = new Option<bool>("--grow-partitions") { Description = "Adds partitions where some are missing. Running lives move between partitions." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tells what would be done." };
        var command = new Command("apply", "Creates missing topics and sets what differs. Exit code 1 when something is left.")
        {
            Bootstrap, replication, grow, dryRun,
        };
        command.SetAction((parsed, ct) => ApplyAsync(
            Require(parsed.GetValue(Bootstrap)),
            new TopicProvisioningOptions(parsed.GetValue(replication), parsed.GetValue(grow), parsed.GetValue(dryRun)),
            ct));
        return command;
    }

    private static Command CreateDiff()
    {
        var command = new Command("diff", "Compares a cluster with the declaration. Exit code 1 when they differ.") { Bootstrap };
        command.SetAction((parsed, ct) => DiffAsync(Require(parsed.GetValue(Bootstrap)), ct));
        return command;
    }

    private static async Task<int> ApplyAsync(string bootstrap, TopicProvisioningOptions options, CancellationToken ct)
    {
        using var admin = new KafkaTopicAdmin(bootstrap, Patience);
        var plan = await PlanAsync(admin, ct);
        var left = await new TopicProvisioning(admin, options, new ConsoleProgress()).ApplyAsync(plan, ct);
        Console.WriteLine(plan.Count == 0 ? "everything is as declared" : $"{plan.Count - left.Count} of {plan.Count} differences {(options.DryRun ? "would be " : "")}settled");
        return left.Count == 0 ? 0 : 1;
    }

    private static async Task<int> DiffAsync(string bootstrap, CancellationToken ct)
    {
        using var admin = new KafkaTopicAdmin(bootstrap, Patience);
        var plan = await PlanAsync(admin, ct);
        if (plan.Count == 0)
        {
            Console.WriteLine("everything is as declared");
            return 0;
        }

        var table = new Table().AddColumns("topic", "what", "declared", "found");
        foreach (var change in plan)
            table.AddRow(change.Topic.EscapeMarkup(), change.What.EscapeMarkup(), change.Declared.EscapeMarkup(), change.Found.EscapeMarkup());
        AnsiConsole.Write(table);
        return 1;
    }

    private static async Task<IReadOnlyList<TopicChange>> PlanAsync(KafkaTopicAdmin admin, CancellationToken ct)
    {
        var declared = TopicsFile.Load(ModerationHome.Find().TopicsFile);
        return TopicPlan.Make(declared, await admin.DescribeAsync([.. declared.Select(topic => topic.Name)], ct));
    }

    private static string Require(string? bootstrap) =>
        string.IsNullOrEmpty(bootstrap) ? throw new ToolException("which cluster? give --bootstrap host:port, or set Kafka__BootstrapServers") : bootstrap;
}
