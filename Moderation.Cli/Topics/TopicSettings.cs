using System.Globalization;

namespace Moderation.Cli.Topics;

/// <summary>A declaration in Kafka's own settings.</summary>
internal static class TopicSettings
{
    public static IReadOnlyDictionary<string, string> Of(TopicDeclaration topic)
    {
        var settings = new Dictionary<string, string>
        {
            ["cleanup.policy"] = topic.Cleanup switch
            {
                CleanupPolicies.Compact => "compact",
                CleanupPolicies.Delete => "delete",
                _ => "compact,delete",
            },
            ["retention.ms"] = topic.Retention is { } retention ? Milliseconds(retention) : "-1",
            ["max.message.bytes"] = topic.MaxMessageByteCount.ToString(CultureInfo.InvariantCulture),
        };
        if (topic.Segment is { } segment)
            settings["segment.ms"] = Milliseconds(segment);
        return settings;
    }

    /// <summary>Whether two values of a setting mean the same; a list may come back in another order.</summary>
    public static bool Same(string one, string other) =>
        one.Split(',', StringSplitOptions.TrimEntries).Order().SequenceEqual(other.Split(',', StringSplitOptions.TrimEntries).Order());

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
