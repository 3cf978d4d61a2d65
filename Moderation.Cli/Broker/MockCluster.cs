using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Moderation.Cli.Broker;

/// <summary>The mock cluster inside librdkafka: the broker's side of the Kafka protocol, on a loopback port of its own choice.</summary>
/// <remarks>
/// Its C interface is marked experimental, so the package version is pinned and only this tool uses it. Its limits: 5 MiB or 100,000
/// batches per partition, memory only, no admin requests, no compaction, no offsets for times, and transactions are not isolated.
/// </remarks>
internal sealed partial class MockCluster : IDisposable
{
    private const string Library = "librdkafka";
    private const int ProducerType = 0;
    private const int FirstBroker = 1;
    private const int ErrorTextByteCount = 512;

    // syslog's "error": it would warn that its client has no broker to connect to, and note every connection
    private const string LogLevelSetting = "log_level";
    private const string ErrorsOnly = "3";

    private nint _client;
    private nint _cluster;

    static MockCluster()
    {
        // Debian's OpenSSL and SASL versions decide which of its three builds Confluent.Kafka loads, so the copy that it mapped is the one
        // to call; the plain name may not load at all.
        Confluent.Kafka.Library.Load();
        NativeLibrary.SetDllImportResolver(typeof(MockCluster).Assembly, FindMappedCopy);
    }

    /// <exception cref="InvalidOperationException">librdkafka could not start it; the message says what it said.</exception>
    public MockCluster()
    {
        var errorText = new byte[ErrorTextByteCount];
        var configuration = NewConfiguration();
        _ = SetConfiguration(configuration, LogLevelSetting, ErrorsOnly, errorText, errorText.Length);
        _client = New(ProducerType, configuration, errorText, errorText.Length);
        if (_client == 0)
            throw new InvalidOperationException($"librdkafka did not start: {System.Text.Encoding.UTF8.GetString(errorText).TrimEnd('\0')}");
        _cluster = NewCluster(_client, brokerCount: 1);
        if (_cluster == 0)
        {
            Dispose();
            throw new InvalidOperationException("librdkafka did not start its mock cluster");
        }

        // a group's first member would wait 3 s for others
        SetInitialRebalanceDelay(_cluster, 0);
        Port = int.Parse(Bootstraps.AsSpan(Bootstraps.LastIndexOf(':') + 1), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The loopback port that it listens on.</summary>
    public int Port { get; }

    private string Bootstraps => Marshal.PtrToStringUTF8(GetBootstraps(_cluster)) ?? "";

    public void CreateTopic(string name, int partitionCount)
    {
        var code = CreateTopic(_cluster, name, partitionCount, replicationFactor: 1);
        if (code != (int)ErrorCode.NoError)
            throw new InvalidOperationException($"topic {name}: {new Error((ErrorCode)code).Reason}");
    }

    /// <summary>Makes the cluster tell its clients another address than the one it listens on.</summary>
    public void Advertise(string host, int port) => SetHostPort(_cluster, FirstBroker, host, port);

    /// <summary>Ends it; what it held is gone.</summary>
    public void Dispose()
    {
        if (_cluster != 0)
            DestroyCluster(Interlocked.Exchange(ref _cluster, 0));
        if (_client != 0)
            Destroy(Interlocked.Exchange(ref _client, 0));
    }

    private static nint FindMappedCopy(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Library)
            return 0;
        var mapped = File.ReadLines("/proc/self/maps")
            .Select(line => line.IndexOf('/') is var start and >= 0 ? line[start..] : "")
            .FirstOrDefault(path => Path.GetFileName(path).Contains(Library, StringComparison.Ordinal) && path.EndsWith(".so", StringComparison.Ordinal));
        return mapped is null
            ? throw new DllNotFoundException("Confluent.Kafka has loaded no librdkafka into this process")
            : NativeLibrary.Load(mapped);
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    private static partial nint New(int type, nint configuration, [Out] byte[] errorText, nint errorTextByteCount);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    private static partial nint NewConfiguration();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetConfiguration(nint configuration, string name, string value, [Out] byte[] errorText, nint errorTextByteCount);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    private static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    private static partial nint NewCluster(nint client, int brokerCount);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    private static partial void DestroyCluster(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    private static partial nint GetBootstraps(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateTopic(nint cluster, string topic, int partitionCount, int replicationFactor);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_host_port", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void SetHostPort(nint cluster, int brokerId, string host, int port);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    private static partial void SetInitialRebalanceDelay(nint cluster, int delayMs);
}
