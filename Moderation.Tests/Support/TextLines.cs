using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Text lines of the live of <see cref="LiveLog"/> as the scorers tell of them.</summary>
internal static class TextLines
{
    public static readonly UserId HostUser = UserId.Parse("user-host");
    public static readonly UserId GuestUser = UserId.Parse("user-guest");
    private static readonly IReadOnlyList<ModelRef> Models = [new ModelRef("text", "0123456789abcdef")];

    public static UserId User(int number) => UserId.Parse($"u{number}");

    /// <summary>A line that no model flagged.</summary>
    public static TextSignal Line(double second, string id, UserId? by = null, UserId? to = null, TextSource source = TextSource.Chat) => new()
    {
        V = WireVersion.Current,
        LiveId = LiveLog.Live,
        At = LiveLog.Start.AddSeconds(second),
        SampleId = DerivedId.From<SampleId>("smp", LiveLog.Live.Value, id),
        Line = new RecordRef(TopicNames.Chat, 0, (long)(second * 10)),
        MessageId = id,
        Source = source,
        AuthorId = by,
        ReplyTo = to,
        Language = "en",
        Models = Models,
    };

    /// <summary>The same line, flagged with labels.</summary>
    public static TextSignal Flagged(this TextSignal line, double score, params TextLabel[] labels) =>
        line with { Scores = [.. line.Scores, .. labels.Order().Select(label => new LabelScore(label, score, true))] };

    /// <summary>The same line, hit by rules.</summary>
    public static TextSignal Hit(this TextSignal line, params TextRule[] rules) =>
        line with { Rules = [.. rules.Select((rule, i) => new RuleHit(rule, 5 * i, 4))] };

    public static TextSignal By(this TextSignal line, double accountAgeDays) => line with { AuthorSince = line.At.AddDays(-accountAgeDays) };

    public static string Id(double second) => second.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A live whose host and guest have accounts.</summary>
    public static LiveLog Running()
    {
        var log = new LiveLog(policies: TestPolicies.Shipped);
        return log.Append(Joined("j1", LiveLog.Host, HostUser, ParticipantRole.Host)).Append(Joined("j2", LiveLog.Guest, GuestUser, ParticipantRole.Guest));
    }

    public static SessionSignal Joined(string eventId, ParticipantId who, UserId? user, ParticipantRole role)
    {
        var joined = LiveLog.Event(0, SessionEventKind.ParticipantJoined, eventId, who, NormalizedBox.WholeFrame, role);
        return joined with { Event = joined.Event with { UserId = user } };
    }
}
