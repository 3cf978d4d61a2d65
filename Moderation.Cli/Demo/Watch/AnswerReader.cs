using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Watch;

/// <summary>Reads the topics that the service answers on into a tally.</summary>
internal sealed class AnswerReader(RunTally tally)
{
    public static IReadOnlyList<string> Topics { get; } =
        [TopicNames.Signals, TopicNames.LiveState, TopicNames.Decisions, TopicNames.Reports, TopicNames.Actions, TopicNames.DeadLetters];

    public void Take(ConsumeResult<string?, byte[]> result)
    {
        switch (result.Topic)
        {
            case TopicNames.Signals:
                TakeSignal(Read(result, WireJson.Default.SignalRecord));
                break;
            // a compacted topic also carries tombstones
            case TopicNames.LiveState when result.Message.Value is not null:
                if (Read(result, WireJson.Default.LiveStateRecord) is { } state)
                    tally.Take(state);
                break;
            case TopicNames.Decisions:
                if (Read(result, WireJson.Default.DecisionRecord) is { } decision)
                    tally.Take(decision);
                break;
            case TopicNames.Reports:
                if (Read(result, WireJson.Default.ReportRecord) is { } report)
                    tally.Take(report);
                break;
            case TopicNames.Actions:
                if (Read(result, WireJson.Default.ActionRecord) is { } action)
                    tally.Take(action);
                break;
            case TopicNames.DeadLetters:
                if (Read(result, WireJson.Default.DeadLetterRecord) is { } letter)
                    tally.Take(result.Message.Key, letter);
                break;
        }
    }

    private void TakeSignal(SignalRecord? signal)
    {
        switch (signal)
        {
            case FrameSignal frame:
                tally.Take(frame);
                break;
            case TextSignal line:
                tally.Take(line);
                break;
            case GiftSignal gift:
                tally.Take(gift);
                break;
            case FlagSignal flag:
                tally.Take(flag);
                break;
        }
    }

    private T? Read<T>(ConsumeResult<string?, byte[]> result, JsonTypeInfo<T> type)
        where T : class, IWireRecord
    {
        var outcome = RecordReader.Read(result.Message.Value ?? [], type);
        if (outcome.Record is null)
            tally.Error($"{result.TopicPartitionOffset}: {outcome.Detail}");
        return outcome.Record;
    }
}
