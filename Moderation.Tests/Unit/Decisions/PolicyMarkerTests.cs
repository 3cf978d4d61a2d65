using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Hosting;

namespace Moderation.Tests.Unit.Decisions;

public sealed class PolicyMarkerTests
{
    private static readonly PolicyRecord First = TestPolicies.Record(TestPolicies.ApparentMinor);
    private static readonly PolicyRecord Second = TestPolicies.Record(TestPolicies.ApparentMinor.Replace("0.80", "0.85", StringComparison.Ordinal), revision: 2);

    [Fact]
    public void A_policy_that_the_log_lacks_is_written_into_the_very_partition_once()
    {
        using var parts = new DeciderParts();
        parts.Publish(First);
        parts.Intake.Tick();
        parts.Intake.Tick();

        var sent = Assert.Single(parts.Worker.Publisher.To(TopicNames.Signals));
        Assert.Equal((DeciderParts.Partition.Partition.Value, SignalRecord.EveryLive.Value), (sent.Partition!.Value, Encoding.UTF8.GetString(sent.Key!)));
        Assert.Equal(First.Revision, Assert.IsType<PolicySignal>(Assert.Single(Signals(parts))).Policy.Revision);
    }

    [Fact]
    public void A_policy_that_the_log_holds_is_not_written_again()
    {
        using var parts = new DeciderParts();
        parts.Give(DeciderParts.Marker(Second));
        parts.Publish(First);
        parts.Publish(Second);
        parts.Intake.Tick();

        Assert.Empty(parts.Worker.Publisher.Sent);
    }

    [Fact]
    public void What_may_still_come_out_of_the_log_is_waited_for()
    {
        using var parts = new DeciderParts(committed: 1, logEnd: 2);
        parts.Publish(First);
        parts.Give(LiveSignals.Signal(LiveSignals.Joined(LiveLog.Live, LiveLog.Start)));
        parts.Intake.Tick();
        Assert.Empty(Signals(parts));

        parts.Give(LiveSignals.Frame(LiveLog.Live, 1, LiveLog.Start.AddSeconds(5), years: 40));
        parts.Intake.Tick();
        Assert.Single(Signals(parts));
    }

    [Fact]
    public void A_marker_is_never_earlier_than_what_the_partition_has_seen_nor_than_the_decision_to_publish_it()
    {
        using var parts = new DeciderParts();
        parts.Give(LiveSignals.Frame(LiveLog.Live, 1, LiveLog.Start.AddHours(1), years: 40));
        parts.Publish(First);
        parts.Intake.Tick();
        parts.Publish(Second with { At = LiveLog.Start.AddHours(2) });
        parts.Intake.Tick();

        Assert.Equal([LiveLog.Start.AddHours(1), LiveLog.Start.AddHours(2)], Signals(parts).Select(signal => signal.At));
    }

    [Fact]
    public void A_sheet_that_does_not_compile_is_named_in_the_log_and_the_version_before_it_stays()
    {
        using var parts = new DeciderParts();
        parts.Publish(First);
        parts.Publish(Second with { Versions = [Second.Versions[0] with { Sheet = "{}" }] });
        parts.Intake.Tick();

        Assert.Equal(1, Assert.IsType<PolicySignal>(Assert.Single(Signals(parts))).Policy.Revision);
        var error = Assert.Single(parts.PolicyLog.Collector.GetSnapshot());
        Assert.Equal((LogLevel.Error, 5005), (error.Level, error.Id.Id));
        Assert.Contains(First.Name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_activation_is_logged_with_its_place()
    {
        using var parts = new DeciderParts();
        parts.Give(DeciderParts.Marker(First)).Give(DeciderParts.Marker(First));

        var record = Assert.Single(parts.Log.Collector.GetSnapshot());
        Assert.Equal(5004, record.Id.Id);
        Assert.Contains(new RecordRef(TopicNames.Signals, 2, 0).ToString(), record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_under_a_foreign_key_changes_nothing()
    {
        using var parts = new DeciderParts();
        parts.Policies.Take(new ConsumeResult<byte[]?, byte[]?>
        {
            TopicPartitionOffset = new TopicPartitionOffset(TopicNames.Policies, 0, 0),
            Message = new Message<byte[]?, byte[]?> { Key = "other"u8.ToArray(), Value = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(First, WireJson.Default.PolicyRecord) },
        });

        Assert.Equal(0, parts.Policies.Changes);
        Assert.Equal(5006, Assert.Single(parts.PolicyLog.Collector.GetSnapshot()).Id.Id);
    }

    [Fact]
    public void How_many_versions_decide_is_told_of_the_partition_where_fewest_do()
    {
        using var parts = new DeciderParts();
        using var told = new MetricCollector<int>(parts.Worker.Meters, WorkerTelemetry.Name, "moderation.decisions.policies");
        var other = new TopicPartition(TopicNames.Signals, 3);

        Assert.Equal(0, Told());
        parts.Give(DeciderParts.Marker(First));
        Assert.Equal(1, Told());
        parts.Intake.Assign(other);
        Assert.Equal(0, Told());
        parts.Intake.Forget(other);
        Assert.Equal(1, Told());
        parts.Intake.Forget(DeciderParts.Partition);
        Assert.Equal(0, Told());

        int Told()
        {
            parts.Intake.Tick();
            told.RecordObservableInstruments();
            return told.LastMeasurement!.Value;
        }
    }

    private static IReadOnlyList<SignalRecord> Signals(DeciderParts parts) => parts.To(TopicNames.Signals, WireJson.Default.SignalRecord);
}
