using System.Text;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies.Sessions;

public sealed class RecordedSessionTests
{
    private static readonly SignalRecord Signal = LiveLog.Event(5, SessionEventKind.LiveStarted, "e0");

    [Fact]
    public void A_written_line_reads_back_as_the_same_entry_at_the_same_place()
    {
        var at = new RecordRef(TopicNames.Signals, 7, 1_234_567_890_123);

        var read = Assert.Single(RecordedSession.Read(RecordedSession.Write(Signal, at) + "\n\n"));

        Assert.Equal(at, read.At);
        Assert.Equal(Signal, read.Signal);
    }

    [Theory]
    [InlineData("{", "no JSON at byte")]
    [InlineData("[]", "a line must be a JSON object with partition, offset and signal")]
    [InlineData("""{"partition":1,"offset":2}""", "a line must have partition, offset and signal")]
    [InlineData("""{"partition":"1","offset":2,"signal":{}}""", "a line must have partition, offset and signal")]
    [InlineData("""{"partition":1,"offset":2,"signal":{"kind":"session","v":1}}""", "signal: missing required fields")]
    public void A_line_that_cannot_be_used_says_why(string line, string why)
    {
        var fault = Assert.Throws<FormatException>(() => RecordedSession.ReadLine(Encoding.UTF8.GetBytes(line)));

        Assert.StartsWith(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_names_the_line_that_cannot_be_used()
    {
        var good = RecordedSession.Write(Signal, new RecordRef(TopicNames.Signals, 0, 1));

        var fault = Assert.Throws<FormatException>(() => RecordedSession.Read($"{good}\n\n{good[..^2]}\n"));

        Assert.StartsWith("line 3: no JSON", fault.Message, StringComparison.Ordinal);
    }
}
