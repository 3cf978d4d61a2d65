using Confluent.Kafka;
using Moderation.Cli;
using Moderation.Cli.Policies.Recorded;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies.Commands;

public sealed class RecordedCommandTests : IDisposable
{
    private readonly PolicyTool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_recorded_live_is_decided_again_to_the_same_checksum_and_another_sheet_to_another()
    {
        var session = _tool.WriteSession("child.jsonl", PolicyTool.Minors, 0, "live-7");
        var sheet = _tool.Write("minors.host.yaml", PolicyTool.Minors);
        var other = _tool.Write("other.yaml", PolicyTool.Minors.Replace("0.80", "0.70", StringComparison.Ordinal));

        var first = PolicyTool.RunJson("replay", session, "--sheet", sheet);

        Assert.Equal(2, first.GetProperty("decisions").GetArrayLength());
        Assert.Equal("live-7", first.GetProperty("live").GetString());
        Assert.Equal(first.GetProperty("sha256").GetString(), PolicyTool.RunJson("replay", session, "--sheet", sheet).GetProperty("sha256").GetString());
        Assert.NotEqual(first.GetProperty("sha256").GetString(), PolicyTool.RunJson("replay", session, "--sheet", other).GetProperty("sha256").GetString());
    }

    [Fact]
    public void Without_a_sheet_the_log_itself_says_what_decided()
    {
        var log = RecordedSession.Read(File.ReadAllText(_tool.WriteSession("child.jsonl", PolicyTool.Minors, 0, "live-7")));
        var marker = new PolicySignal { V = 1, LiveId = SignalRecord.EveryLive, At = log[0].Signal.At, Policy = TestPolicies.Record(PolicyTool.Minors) };
        var lines = log.Select(entry => RecordedSession.Write(entry.Signal, entry.At with { Offset = entry.At.Offset + 1 })).Prepend(RecordedSession.Write(marker, log[0].At with { Offset = 0 }));
        var session = _tool.Write("marked.jsonl", string.Join('\n', lines));

        var replayed = PolicyTool.RunJson("replay", session);

        Assert.Equal(["report", "throttle"], replayed.GetProperty("decisions").EnumerateArray().Select(decision => decision.GetProperty("rung").GetString()));
    }

    [Fact]
    public void A_decision_in_a_recorded_live_is_explained_with_its_reasons_and_the_facts_that_were_read()
    {
        var session = _tool.WriteSession("child.jsonl", PolicyTool.Minors, 0, "live-7");
        var sheet = _tool.Write("minors.host.yaml", PolicyTool.Minors);
        var id = PolicyTool.RunJson("replay", session, "--sheet", sheet).GetProperty("decisions")[1].GetProperty("decisionId").GetString()!;

        var (_, output) = PolicyTool.Run("explain", id, "--session", session, "--sheet", sheet);

        Assert.Contains("minors.host", output, StringComparison.Ordinal);
        Assert.Contains("rung throttle", output, StringComparison.Ordinal);
        Assert.Contains("belief(under_18) = ", output, StringComparison.Ordinal);
        Assert.Contains("throttle_gifts for 15 min", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decision_that_is_not_there_and_a_file_that_is_none_are_told()
    {
        var session = _tool.WriteSession("child.jsonl", PolicyTool.Minors, 0, "live-7");
        var broken = _tool.Write("broken.jsonl", File.ReadAllText(session) + "{}\n");

        Assert.Contains("leads to no decision dec-none", Assert.Throws<ToolException>(() => PolicyTool.Run("explain", "dec-none", "--session", session)).Message, StringComparison.Ordinal);
        Assert.Contains("line ", Assert.Throws<ToolException>(() => PolicyTool.Run("replay", broken)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no file", Assert.Throws<ToolException>(() => PolicyTool.Run("replay", "nowhere.jsonl")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sheets_test_reads_a_recorded_live_beside_the_sheet_and_no_other_file()
    {
        _tool.WriteSession("child.jsonl", PolicyTool.Minors, 0, "live-7");
        var recorded = PolicyTool.Minors + "\n  - { name: as it was, recorded: child.jsonl, expect: [{ rung: throttle, on: host, by: 45s }] }\n";
        var outside = PolicyTool.Minors + $"\n  - {{ name: elsewhere, recorded: ../{Path.GetFileName(_tool.Folder)}/child.jsonl, expect: [nothing] }}\n";

        Assert.Equal(0, PolicyTool.Run("test", _tool.Write("minors.host.yaml", recorded)).Code);
        var (code, output) = PolicyTool.Run("test", _tool.Write("minors.host.yaml", outside.Replace("../", "/", StringComparison.Ordinal)));
        Assert.Equal(1, code);
        Assert.Contains("there is no recorded session", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_takes_the_live_and_the_markers_of_its_own_partition()
    {
        var live = LiveLog.Event(5, SessionEventKind.LiveStarted, "e0");
        var marker = new PolicySignal { V = 1, LiveId = SignalRecord.EveryLive, At = live.At, Policy = TestPolicies.Record(PolicyTool.Minors) };
        var log = new[]
        {
            Record(0, 1, SignalRecord.EveryLive.Value, marker), Record(1, 4, SignalRecord.EveryLive.Value, marker), Record(1, 5, "live-1", live),
            Record(1, 6, "live-2", LiveLog.Event(6, SessionEventKind.LiveStarted, "other")), Record(1, 7, "live-1", null), Record(1, 8, "live-1", LiveLog.Event(9, SessionEventKind.LiveEnded, "e1")),
        };

        var picked = ExportCommand.Pick(log, LiveLog.Live);

        Assert.Equal([(1, 4L), (1, 5L), (1, 8L)], picked.Select(entry => (entry.At.Partition, entry.At.Offset)));
    }

    private static ConsumeResult<string?, byte[]> Record(int partition, long offset, string key, SignalRecord? signal) => new()
    {
        Topic = TopicNames.Signals, Partition = partition, Offset = offset, Message = new Message<string?, byte[]> { Key = key, Value = signal is null ? "no JSON"u8.ToArray() : LiveSignals.Json(signal) },
    };
}
