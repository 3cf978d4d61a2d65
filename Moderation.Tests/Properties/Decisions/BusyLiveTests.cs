using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.TextLines;

namespace Moderation.Tests.Properties.Decisions;

/// <summary>Lives in which nothing happens must stay quiet, though the models flag one clean line in a hundred.</summary>
public sealed class BusyLiveTests
{
    private const double FalseFlags = 0.01;
    private static readonly TextLabel[] Labels = Enum.GetValues<TextLabel>();

    // One false alarm in forty hours of live is what people can bear; over 1,500 hours of such lives there is one, and here hardly any.
    [Theory]
    [InlineData(1000, 20, 8)]
    [InlineData(100, 60, 12)]
    [InlineData(20, 60, 80)]
    public void An_ordinary_live_stays_quiet_whatever_its_size(int linesPerMinute, int minutes, int seeds)
    {
        var reports = Enumerable.Range(0, seeds).SelectMany(seed => Play(new Random(seed), linesPerMinute, minutes)).ToList();
        Assert.InRange(reports.Count, 0, seeds * minutes / 60 / 40);
    }

    /// <summary>Viewers, a fifth of them new accounts, and a host who talks all the time; nobody means harm.</summary>
    private static List<ReportRecord> Play(Random random, int linesPerMinute, int minutes)
    {
        var log = Running();
        var authors = Math.Max(10, linesPerMinute / 2);
        for (var i = 0; i < linesPerMinute * minutes; i++)
        {
            var second = 60.0 * i / linesPerMinute;
            var by = random.Next(10) == 0 && i % 3 == 0 ? HostUser : User(random.Next(authors));
            var line = Line(second, $"m{i}", by, random.Next(4) == 0 ? User(random.Next(authors)) : null)
                .By(by != HostUser && by.Value.EndsWith('5') ? 2 : 200);
            log.Append(random.NextDouble() < FalseFlags ? Mistaken(line, random) : line);
        }

        return log.Reports;
    }

    // One of the labels each time, and toxic with every other hostile one, as the models are trained to.
    private static TextSignal Mistaken(TextSignal line, Random random)
    {
        var label = Labels[random.Next(Labels.Length)];
        var score = 0.5 + 0.5 * random.NextDouble();
        return label is > TextLabel.Toxic and <= TextLabel.Harassment ? line.Flagged(score, TextLabel.Toxic, label) : line.Flagged(score, label);
    }
}
