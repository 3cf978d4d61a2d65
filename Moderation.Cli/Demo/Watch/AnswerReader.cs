using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Watch;

/// <summary>Reads the topics that the service answers on into a tally.</summary>
internal sealed class AnswerReader(RunTally tally)
{
    public static IReadOnlyList<string> Topics { get; } =
        [TopicNames.Signals, TopicNames.LiveState, TopicNames.Reports, TopicNames.Actions, TopicNames.DeadLetters];

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
        if (signal is FrameSignal frame)
            tally.Take(frame);
        else if (signal is TextSignal line)
            tally.Take(line);
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
