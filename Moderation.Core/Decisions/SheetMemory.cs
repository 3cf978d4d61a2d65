using Moderation.Core.Evidence;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Writes down and reads back how a version of a policy stands to a subject.</summary>
internal static class SheetMemory
{
    public static void Save(StateWriter writer, SheetState state)
    {
        writer.Write(state.Silenced);
        writer.Write((long)state.Rungs.Length);
        foreach (var rung in state.Rungs)
        {
            writer.Write(rung.HeldSince);
            writer.Write(rung.EndedAt);
            writer.Write(rung.Began?.At);
            writer.Write((long)(rung.Began?.Repeat ?? 0));
            Save(writer, rung.Open);
            Save(writer, rung.Last);
        }
    }

    public static SheetState Load(StateReader reader)
    {
        var silenced = reader.ReadBool();
        var state = new SheetState(reader.ReadCount()) { Silenced = silenced };
        foreach (var rung in state.Rungs)
        {
            rung.HeldSince = reader.ReadTimeOrNull();
            rung.EndedAt = reader.ReadTimeOrNull();
            var (began, repeat) = (reader.ReadTimeOrNull(), (int)reader.ReadLong());
            rung.Began = began is { } at ? new EpisodeStart(at, repeat) : null;
            rung.Open = LoadEpisode(reader);
            rung.Last = LoadEpisode(reader);
        }

        return state;
    }

    private static void Save(StateWriter writer, Episode? episode)
    {
        writer.Write(episode is not null);
        if (episode is null)
            return;
        writer.Write(episode.Start.At);
        writer.Write((long)episode.Start.Repeat);
        writer.Write(episode.Decision.Value);
        writer.Write((long)episode.Effect);
        writer.Write(episode.Report?.Value);
        writer.Write((long)episode.ConfirmationsNeeded);
        Save(writer, episode.Reviewers);
        Save(writer, episode.Verdicts);
        writer.Write((long)episode.Orders.Length);
        foreach (var order in episode.Orders)
        {
            writer.Write(order is not null);
            if (order is null)
                continue;
            writer.Write(order.Action.Value);
            writer.Write((long)order.Kind);
            writer.Write(order.EndsAt);
            writer.Write(order.Renewal);
            writer.Write(order.RunsOut);
        }
    }

    private static Episode? LoadEpisode(StateReader reader)
    {
        if (!reader.ReadBool())
            return null;
        var (start, decision, effect) = (new EpisodeStart(reader.ReadTime(), (int)reader.ReadLong()), DecisionId.Parse(reader.ReadText()), (DecisionEffect)reader.ReadLong());
        var (report, needed) = (reader.ReadString(), (int)reader.ReadLong());
        var (reviewers, verdicts) = (LoadTexts(reader), LoadTexts(reader));
        var orders = new GivenOrder?[reader.ReadCount()];
        for (var i = 0; i < orders.Length; i++)
        {
            if (reader.ReadBool())
            {
                orders[i] = new GivenOrder(
                    ActionId.Parse(reader.ReadText()), (ActionKind)reader.ReadLong(), reader.ReadTime(), reader.ReadLong(), reader.ReadBool());
            }
        }

        var episode = new Episode
        {
            Start = start, Decision = decision, Effect = effect, Report = report is null ? null : ReportId.Parse(report), ConfirmationsNeeded = needed, Orders = orders,
        };
        episode.Reviewers.AddRange(reviewers);
        episode.Verdicts.AddRange(verdicts);
        return episode;
    }

    private static void Save(StateWriter writer, List<string> texts)
    {
        writer.Write((long)texts.Count);
        foreach (var text in texts)
            writer.Write(text);
    }

    private static List<string> LoadTexts(StateReader reader)
    {
        var texts = new List<string>();
        for (var left = reader.ReadCount(); left > 0; left--)
            texts.Add(reader.ReadText());
        return texts;
    }
}
