using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Cli.Host;

/// <summary>What a running development host tells other commands, in <c>.moderation/host.json</c>. Holds no password.</summary>
internal sealed record HostState
{
    public required ProcessIdentity Host { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether everything has answered once.</summary>
    public required bool Ready { get; init; }

    public required string BootstrapServers { get; init; }

    /// <summary>Whether the broker is this host's own.</summary>
    public required bool BrokerEmbedded { get; init; }

    /// <summary>Port of the private database; null when a given one is used.</summary>
    public int? PostgresPort { get; init; }

    public required IReadOnlyList<HostedProcess> Processes { get; init; }

    public static HostState? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), HostStateJson.Default.HostState);
        }
        catch (JsonException)
        {
            // written by another version; what it tells is of no use
            return null;
        }
    }

    /// <summary>Replaces the file in one step, so that a reader never sees half of it.</summary>
    public void Write(string path)
    {
        var next = path + ".next";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(this, HostStateJson.Default.HostState));
        File.Move(next, path, overwrite: true);
    }
}

/// <summary>One child of the host.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Process">The process.</param>
/// <param name="Url">Where it answers; null when it does not speak HTTP.</param>
/// <param name="Log">Its log file.</param>
internal sealed record HostedProcess(string Name, ProcessIdentity Process, Uri? Url, string Log);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(HostState))]
internal sealed partial class HostStateJson : JsonSerializerContext;
