using System.ComponentModel.DataAnnotations;

namespace Moderation.Core.Wire;

/// <summary>How Worker and Api reach Kafka. Section <c>Kafka</c> of the configuration.</summary>
/// <remarks>The time settings exist because the embedded broker rebalances after one session time-out; the defaults suit a real cluster.</remarks>
public sealed class KafkaOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Kafka";

    /// <summary>Brokers as <c>host:port</c>, comma separated.</summary>
    [Required(AllowEmptyStrings = false)]
    public string BootstrapServers { get; init; } = "";

    /// <summary>After how much silence a group member counts as dead.</summary>
    /// <value>45 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How often a group member says that it lives; must be well under <see cref="SessionTimeout"/>.</summary>
    /// <value>3 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest wait of the broker for data in one fetch. The embedded broker sleeps it out even when data arrives.</summary>
    /// <value>100 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan FetchWait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Put before every consumer group's name, so that several installations can share a cluster.</summary>
    /// <value>moderation</value>
    [Required, RegularExpression("[A-Za-z0-9._-]{1,64}")]
    public string GroupPrefix { get; init; } = "moderation";
}
