using Moderation.Core.Policies;
using Moderation.Core.Subjects;

namespace Moderation.Core.Decisions;

/// <summary>The open episodes of one participant, one place per rung: from when a rung is reached until it is no longer held.</summary>
internal sealed class EpisodeBook
{
    private readonly DeciderRules _rules;
    private readonly Episode?[] _open;

    public EpisodeBook(DeciderRules rules)
    {
        _rules = rules;
        _open = new Episode?[rules.Rules.Ladder.Count];
    }

    public void CloseAll() => Array.Clear(_open);

    /// <summary>Brings the episodes up to the evidence, and writes what follows from it.</summary>
    public void Advance(in SubjectEvidence evidence, DecisionWriter writer)
    {
        var ladder = _rules.Rules.Ladder;
        Span<RungStanding> standings = stackalloc RungStanding[_open.Length];
        _rules.Rules.Evaluate(evidence, standings);
        ReportId? report = null;
        for (var rung = 0; rung < _open.Length; rung++)
        {
            if (standings[rung] == RungStanding.Below)
                _open[rung] = null;
            else if (_open[rung] is null && standings[rung] == RungStanding.Reached)
                _open[rung] = new Episode(writer.Now);
            if (_open[rung] is not { } episode)
                continue;

            var order = ladder[rung].Order;
            // An order always belongs to a report; where no milder rung raised one, its own rung does.
            episode.Report ??= (order is null ? null : report) ?? writer.Report(rung, episode.StartedAt, evidence);
            report = episode.Report;
            if (order is not null)
                Order(rung, order, episode, evidence, writer);
        }
    }

    private static void Order(int rung, RungOrder order, Episode episode, in SubjectEvidence evidence, DecisionWriter writer)
    {
        if (episode.OrderEndsAt is { } end)
        {
            if (writer.Now < end - order.RenewBefore)
                return;
            episode.Renewal++;
        }

        episode.OrderEndsAt = writer.Now + order.Lasts;
        writer.Order(rung, episode.StartedAt, episode.Renewal, episode.Report!.Value, evidence);
    }

    private sealed class Episode(DateTimeOffset startedAt)
    {
        public DateTimeOffset StartedAt { get; } = startedAt;

        public ReportId? Report { get; set; }

        public DateTimeOffset? OrderEndsAt { get; set; }

        public long Renewal { get; set; }
    }
}
