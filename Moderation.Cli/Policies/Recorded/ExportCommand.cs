using System.CommandLine;
using Confluent.Kafka;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Recorded;

/// <summary><c>moderation policy export</c>: the log of one live as a file, with the markers of its partition.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var live = new Argument<string>("live") { Description = "Id of the live." };
        var to = new Option<FileInfo?>("--to") { Description = "File to write; LIVE.jsonl in this folder when not given." };
        var (bootstrap, json) = (PolicyArguments.Bootstrap(), PolicyArguments.Json());
        var command = new Command("export", "Writes the log of one live to a file, one JSON object a line: for replay, for backtests, and for tests of sheets.") { live, to, bootstrap, json };
        command.SetAction((parsed, stop) =>
        {
            if (!TextId.TryParse<LiveId>(parsed.GetRequiredValue(live), out var id))
                throw new ToolException("a live's id has 1 to 128 characters of A-Z a-z 0-9 . _ : -");
            var file = parsed.GetValue(to)?.FullName ?? Path.GetFullPath($"{id.Value.Replace(':', '_')}.jsonl");
            var bootstrapServers = PolicyArguments.FindBootstrap(parsed.GetValue(bootstrap));
            return Task.Run(() => Write(SignalLog.Read(bootstrapServers, null, stop), id, file, parsed.GetValue(json), parsed.InvocationConfiguration.Output), stop);
        });
        return command;
    }

    private static void Write(IEnumerable<ConsumeResult<string?, byte[]>> log, LiveId live, string file, bool json, TextWriter output)
    {
        var entries = Pick(log, live);
        var own = entries.Count(entry => entry.Signal.LiveId == live);
        if (own == 0)
            throw new ToolException($"the log holds nothing of live {live}");
        File.WriteAllLines(file, entries.Select(entry => RecordedSession.Write(entry.Signal, entry.At)));
        if (json)
            output.WriteJson(new { File = file, Live = live.Value, entries[0].At.Partition, Signals = own, Markers = entries.Count - own });
        else
            output.WriteLine($"{own} signals of {live} and {entries.Count - own} markers of partition {entries[0].At.Partition} are in {file}");
    }

    /// <summary>The live's entries, and the markers of its partition, in order. What this build cannot read is left out, as the deciders do.</summary>
    internal static List<RecordedSignal> Pick(IEnumerable<ConsumeResult<string?, byte[]>> log, LiveId live)
    {
        var entries = new List<RecordedSignal>();
        foreach (var result in log.Where(result => result.Message.Key == live.Value || result.Message.Key == SignalRecord.EveryLive.Value))
        {
            if (RecordReader.Read(result.Message.Value, WireJson.Default.SignalRecord).Record is { } signal)
                entries.Add(new RecordedSignal(signal, new RecordRef(TopicNames.Signals, result.Partition.Value, result.Offset.Value)));
        }

        var partition = entries.Find(entry => entry.Signal.LiveId == live).At.Partition;
        return [.. entries.Where(entry => entry.At.Partition == partition)];
    }
}
