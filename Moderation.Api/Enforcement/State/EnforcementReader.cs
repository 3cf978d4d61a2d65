using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Moderation.Api.Projections;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.State;

/// <summary>Keeps <see cref="EnforcementView"/> up to date out of two topics, with or without a database.</summary>
internal sealed class EnforcementReader(TopicFollower follower, EnforcementView view, IMeterFactory meters, ILogger<EnforcementReader> log)
    : BackgroundService, ITopicListener
{
    private static readonly string[] Topics = [TopicNames.EnforcementState, TopicNames.Controls];

    public void CaughtUp() => view.NoteCaughtUp();

    public void Interrupted(string? reason) => view.Note(reason);

    public void Take(ConsumeResult<byte[]?, byte[]?> result, bool isOld)
    {
        if (result.Message.Value is not { } value)
            return;
        var (reason, detail) = result.Topic == TopicNames.Controls ? TakeControl(value) : TakeState(value, isOld);
        // The dead letter is the projection's business; of the state there is a better record in a second.
        if (reason is { } fault)
            log.RecordPassedOver(result.TopicPartitionOffset, fault, detail);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        EnforcementGauges.Add(meters, view);
        return follower.FollowAsync(Topics, this, stoppingToken);
    }

    private (DeadLetterReason? Reason, string Detail) TakeControl(byte[] value)
    {
        var outcome = RecordReader.Read(value, WireJson.Default.ControlRecord);
        if (outcome.Record is { } control)
            view.Take(control);
        return (outcome.Reason, outcome.Detail);
    }

    private (DeadLetterReason? Reason, string Detail) TakeState(byte[] value, bool isOld)
    {
        var outcome = RecordReader.Read(value, WireJson.Default.EnforcementStateRecord);
        if (outcome.Record is { } state)
            view.Take(state, isOld);
        return (outcome.Reason, outcome.Detail);
    }
}
