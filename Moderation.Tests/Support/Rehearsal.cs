using System.Globalization;
using Moderation.Cli.Demo.Chat;
using Moderation.Cli.Demo.Gifts;
using Moderation.Cli.Demo.Scenes;
using Moderation.Core.Decisions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Text;

namespace Moderation.Tests.Support;

/// <summary>Plays chat, gifts and flags of a scene through the shipped text model and the shipped sheets, without pictures, without a broker and without waiting.</summary>
internal sealed class Rehearsal(Scene scene, ITextScorer scorer)
{
    private static readonly LiveId Live = LiveId.Parse("rehearsal");
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);

    private readonly LiveDecider _decider = new(Live, LiveLog.Rules());
    private readonly ModelRef[] _models = [.. scorer.Models.Select(model => new ModelRef(model.Name, model.Hash))];
    private readonly TextLabel[] _labels = [.. scorer.Labels.Select(WireWord.Parse<TextLabel>)];
    private long _offset;

    /// <summary>Every line with the labels that were flagged.</summary>
    public List<(ScriptLine Line, IReadOnlyList<TextLabel> Flags)> Lines { get; } = [];

    /// <summary>What was reported, and the second.</summary>
    public List<(double AtSecond, ReportRecord Report)> Reports { get; } = [];

    /// <summary>What was ordered.</summary>
    public List<ActionRecord> Actions { get; } = [];

    public Rehearsal Play(double seconds)
    {
        var timeline = new ChatTimeline(scene.Chat!);
        Apply(LiveLog.Event(0, SessionEventKind.LiveStarted, "started"), started => started with { Country = scene.Country }, 0);
        foreach (var person in scene.Participants)
        {
            Apply(
                LiveLog.Event(0, SessionEventKind.ParticipantJoined, $"joined-{person.Id}", person.Id, NormalizedBox.WholeFrame, person.Role),
                joined => joined with { UserId = User(person.Id.Value) }, 0);
        }

        var match = scene.Match;
        var given = new Queue<ScriptHappening>((scene.Gifts?.Timeline() ?? []).TakeWhile(happening => happening.AtSecond < seconds));
        foreach (var line in timeline.Lines().TakeWhile(line => line.AtSecond < seconds))
        {
            if (match is not null && match.FromSecond <= line.AtSecond)
            {
                Apply(LiveLog.Event(match.FromSecond, SessionEventKind.MatchStarted, "match"), started => started with { MatchId = match.Id }, match.FromSecond);
                match = null;
            }

            while (given.TryPeek(out var next) && next.AtSecond <= line.AtSecond)
                Apply(Signal(given.Dequeue()), next.AtSecond);
            Apply(Signal(line, timeline.DaysOf(line.By)), line.AtSecond);
        }

        return this;
    }

    private void Apply(SessionSignal signal, Func<SessionEventRecord, SessionEventRecord> change, double second) =>
        Apply(signal with { LiveId = Live, Event = change(signal.Event) with { LiveId = Live } }, second);

    private void Apply(SignalRecord signal, double second)
    {
        var outcome = _decider.Apply(signal, new RecordRef(TopicNames.Signals, 0, _offset++), TestPolicies.Shipped);
        Reports.AddRange(outcome.Reports.Select(report => (second, report)));
        Actions.AddRange(outcome.Actions);
    }

    private SignalRecord Signal(ScriptHappening happening)
    {
        var (at, id) = (Start.AddSeconds(happening.AtSecond), string.Create(CultureInfo.InvariantCulture, $"given-{_offset}"));
        if (happening is ScriptFlag flag)
        {
            return new FlagSignal
            {
                V = WireVersion.Current, LiveId = Live, At = at,
                Flag = new FlagRecord
                {
                    V = WireVersion.Current, LiveId = Live, FlagId = id, At = at, Target = flag.About is null ? FlagTarget.Live : FlagTarget.Participant,
                    TargetId = flag.About, Reason = flag.Reason, FlaggerId = User(flag.By), Trusted = flag.Trusted,
                },
            };
        }

        var gift = (ScriptGift)happening;
        return new GiftSignal
        {
            V = WireVersion.Current, LiveId = Live, At = at,
            Gift = new GiftRecord
            {
                V = WireVersion.Current, LiveId = Live, GiftId = id, At = at, PayerId = User(gift.By), ReceiverId = ParticipantId.Parse(gift.To),
                ReceiverUserId = User(gift.To), Coins = gift.Coins, AmountMinor = gift.AmountMinor, Currency = gift.Currency,
            },
        };
    }

    private TextSignal Signal(ScriptLine line, double? accountDays)
    {
        var score = scorer.Score([line.Text])[0];
        var scores = Enumerable.Range(0, _labels.Length).Select(i => new LabelScore(_labels[i], score.Scores[i], score.Flags[i]))
            .Where(s => s.Score >= TextSignal.ScoreFloor || s.Flagged).ToList();
        Lines.Add((line, [.. scores.Where(s => s.Flagged).Select(s => s.Label)]));
        return new TextSignal
        {
            V = WireVersion.Current,
            LiveId = Live,
            At = Start.AddSeconds(line.AtSecond),
            SampleId = DerivedId.From<SampleId>("txt", Live.Value, TextLines.Id(_offset)),
            Line = new RecordRef(TopicNames.Chat, 0, _offset),
            MessageId = TextLines.Id(_offset),
            Source = line.Source,
            AuthorId = User(line.By),
            AuthorSince = accountDays is { } days ? Start.AddDays(-days) : null,
            ReplyTo = line.To is { } other ? User(other) : null,
            Language = score.Language,
            Scores = scores,
            Rules = [.. score.Matches.Select(match => new RuleHit(WireWord.Parse<TextRule>(WireWord.From(match.Kind)), match.Start, match.Length))],
            Models = _models,
        };
    }

    private static UserId User(string name) => UserId.Parse($"user-{name}");
}
