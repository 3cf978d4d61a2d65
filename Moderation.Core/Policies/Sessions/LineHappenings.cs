using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Act = Moderation.Core.Policies.Sessions.Happening.Act;

namespace Moderation.Core.Policies.Sessions;

/// <summary>What is said. A script says what the models read in a line, never the line.</summary>
internal static class LineHappenings
{
    private const double DefaultScore = 0.9;
    private const int MostDays = 10_000;
    private static readonly ModelRef[] Models = [new("text", "0000000000000000")];

    public static IEnumerable<KeyValuePair<string, Func<SessionFields, Act?>>> Kinds { get; } = new Dictionary<string, Func<SessionFields, Act?>> { ["line"] = ReadLine };

    private static Act? ReadLine(SessionFields outer)
    {
        if (outer.Child("line") is not { } fields)
            return null;
        var (id, by, to) = (fields.Id("id"), fields.Id("by"), fields.Id("to"));
        var source = fields.Word<TextSource>("source") ?? TextSource.Chat;
        var labels = fields.Words<TextLabel>("labels") ?? [];
        var rules = fields.Words<TextRule>("rules") ?? [];
        var score = fields.Number("score", 0, 1) ?? DefaultScore;
        var isFlagged = fields.Flag("flagged") ?? true;
        var days = fields.Number("account_days", 0, MostDays);
        var language = fields.Text("language") ?? "en";
        var isScored = fields.Flag("scored") ?? true;
        if (fields.Has("score") && labels.Count == 0)
            fields.Fault<object>(fields.Node("score")!, "score needs labels to belong to");
        if (days is not null && by is null)
            fields.Fault<object>(fields.Node("account_days")!, "account_days needs by: whose account is it?");
        fields.RefuseOthers();
        return (stage, at) =>
        {
            var message = id?.For(at.Repetition) ?? at.Id("line");
            if (!stage.Lines.Add(message))
            {
                stage.Fault(at, $"there is a line '{message}' already; write {{n}} into the id of a line that repeats");
                return;
            }

            stage.Add(new TextSignal
            {
                V = WireVersion.Current,
                LiveId = SessionStage.Live,
                At = SessionStage.Clock(at),
                SampleId = DerivedId.From<SampleId>("smp", SessionStage.Live.Value, message),
                Line = stage.NextLine(),
                MessageId = message,
                Source = source,
                AuthorId = by is { } author ? stage.User(author.For(at.Repetition)) : null,
                // from the session's start, so that one account does not get younger or older from line to line
                AuthorSince = days is { } age ? SessionStage.Start - TimeSpan.FromDays(age) : null,
                ReplyTo = to is { } other ? stage.User(other.For(at.Repetition)) : null,
                NotScored = isScored ? null : TextNotScoredReason.ModelFailed,
                Language = isScored ? language : null,
                Scores = isScored ? [.. labels.Select(label => new LabelScore(label, score, isFlagged))] : [],
                Rules = isScored ? [.. rules.Select((rule, place) => new RuleHit(rule, place, 1))] : [],
                Models = isScored ? Models : [],
            });
        };
    }
}
