using System.CommandLine;

namespace Moderation.Cli.Topics;

/// <summary><c>moderation topics</c>: the declared topics against a real cluster, and their published description.</summary>
internal static class TopicsCommand
{
    public static Command Create() => new("topics", "The topics that kafka-topics.yaml declares.");
}
