using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Gifts, flags, standing and verdicts of the live of <see cref="LiveLog"/>.</summary>
internal static class GiftLines
{
    public static GiftSignal Gift(double second, string id, int payer, long coins, ParticipantId? to = null, GiftEvent happened = GiftEvent.Sent) => new()
    {
        V = WireVersion.Current,
        LiveId = LiveLog.Live,
        At = LiveLog.Start.AddSeconds(second),
        Gift = new GiftRecord
        {
            V = WireVersion.Current,
            LiveId = LiveLog.Live,
            GiftId = id,
            At = LiveLog.Start.AddSeconds(second),
            Event = happened,
            PayerId = TextLines.User(payer),
            ReceiverId = to ?? LiveLog.Host,
            Coins = coins,
            AmountMinor = coins,
            Currency = "EUR",
            StoredInstrument = true,
        },
    };

    public static FlagSignal Flag(double second, string id, int flagger, ParticipantId? about = null, bool trusted = false) => new()
    {
        V = WireVersion.Current,
        LiveId = LiveLog.Live,
        At = LiveLog.Start.AddSeconds(second),
        Flag = new FlagRecord
        {
            V = WireVersion.Current,
            LiveId = LiveLog.Live,
            FlagId = id,
            At = LiveLog.Start.AddSeconds(second),
            Target = about is null ? FlagTarget.Live : FlagTarget.Participant,
            TargetId = about?.Value,
            Reason = "minor",
            FlaggerId = TextLines.User(flagger),
            Trusted = trusted,
        },
    };

    public static StandingSignal Standing(double second, UserId user, Func<StandingRecord, StandingRecord>? change = null)
    {
        var standing = new StandingRecord { V = WireVersion.Current, UserId = user, At = LiveLog.Start.AddSeconds(second), Strikes = 0, AgeAssurance = AgeAssurance.None };
        return new StandingSignal { V = WireVersion.Current, LiveId = LiveLog.Live, At = standing.At, Standing = change?.Invoke(standing) ?? standing };
    }

    public static VerdictSignal Verdict(double second, string id, ReportId report, VerdictKind kind, string? reviewer = "r1") => new()
    {
        V = WireVersion.Current,
        LiveId = LiveLog.Live,
        At = LiveLog.Start.AddSeconds(second),
        Verdict = new VerdictRecord
        {
            V = WireVersion.Current,
            LiveId = LiveLog.Live,
            ReportId = report,
            VerdictId = id,
            At = LiveLog.Start.AddSeconds(second),
            Kind = kind,
            Reviewer = reviewer,
            ReasonCode = "looked",
        },
    };
}
