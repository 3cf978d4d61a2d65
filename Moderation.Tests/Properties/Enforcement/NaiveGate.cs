using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Properties.Enforcement;

/// <summary>The gate without any memory but the whole history, gone through anew for every gift.</summary>
internal sealed class NaiveGate
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private readonly List<RestrictionRecord> _told = [];
    private readonly List<(GiftRequest Gift, DateTimeOffset At)> _counted = [];
    private readonly List<(GiftRequest Gift, DateTimeOffset At, NaiveAnswer Answer)> _answers = [];

    public void Take(RestrictionRecord record) => _told.Add(record);

    public void Take(GiftRecord gift, DateTimeOffset now)
    {
        if (gift.Event == GiftEvent.Sent)
            Count(GiftRequest.Of(gift), gift.At, now);
    }

    public NaiveAnswer Ask(GiftRequest gift, DateTimeOffset now)
    {
        foreach (var (known, at, answer) in _answers.AsEnumerable().Reverse().Where(before => before.Gift.GiftId == gift.GiftId && before.Gift.LiveId == gift.LiveId))
        {
            if (at + (answer.Decision == GiftDecision.Hold ? TimeSpan.FromHours(24) : TimeSpan.FromMinutes(2)) <= now)
                break;
            if (known.PayerId != gift.PayerId || known.ReceiverId != gift.ReceiverId || known.Coins != gift.Coins)
                return new NaiveAnswer(GiftDecision.Deny, "id_used", "", null, null);
            if (answer.RetryAt is { } retry && retry <= now)
                break;
            return answer;
        }

        if (InMinute(gift.LiveId, now).Any(passed => passed.Gift.GiftId == gift.GiftId))
            return new NaiveAnswer(GiftDecision.Allow, "already_sent", "", null, null);
        var judged = Judge(gift, now);
        if (judged.Decision == GiftDecision.Allow)
            Count(gift, now, now);
        _answers.Add((gift, now, judged));
        return judged;
    }

    private NaiveAnswer Judge(GiftRequest gift, DateTimeOffset now)
    {
        var last = _told.LastOrDefault(record => record.LiveId == gift.LiveId)?.Restrictions ?? [];
        var inForce = last.Where(r => r.Until > now).ToList();
        var stops = inForce.Where(r => r.Kind is ActionKind.PauseLive or ActionKind.CutLive).ToList();
        if (stops.Count > 0)
            return new NaiveAnswer(GiftDecision.Deny, "live_stopped", Ids(stops), stops.Any(r => r.Kind == ActionKind.CutLive) ? null : stops.Max(r => r.Until), null);
        var freezes = inForce.Where(r => r.Kind == ActionKind.FreezeGifts && IsSide(gift, r.Subject)).ToList();
        if (freezes.Count > 0)
            return new NaiveAnswer(GiftDecision.Hold, "frozen", Ids(freezes), null, freezes.Max(r => r.Until));
        var over = inForce.Where(r => r.Kind == ActionKind.ThrottleGifts && IsSide(gift, r.Subject) && !Fits(gift, r, now)).ToList();
        return over.Count == 0
            ? new NaiveAnswer(GiftDecision.Allow, "unrestricted", "", null, null)
            : new NaiveAnswer(GiftDecision.Deny, "over_cap", Ids(over), over.Max(cap => FirstFit(gift, cap, now)), null);
    }

    private bool Fits(GiftRequest gift, Restriction cap, DateTimeOffset at) =>
        at >= cap.Until || InMinute(gift.LiveId, at).Where(passed => IsSide(passed.Gift, cap.Subject)).Sum(passed => passed.Gift.Coins) + gift.Coins <= (cap.MaxCoinsPerMinute ?? 0);

    private DateTimeOffset FirstFit(GiftRequest gift, Restriction cap, DateTimeOffset now) => _counted
        .Select(passed => passed.At + Minute)
        .Append(cap.Until)
        .Where(at => at > now)
        .Order()
        .First(at => Fits(gift, cap, at));

    private IEnumerable<(GiftRequest Gift, DateTimeOffset At)> InMinute(LiveId live, DateTimeOffset now) =>
        _counted.Where(passed => passed.Gift.LiveId == live && passed.At > now - Minute);

    private void Count(GiftRequest gift, DateTimeOffset at, DateTimeOffset now)
    {
        at = at > now ? now : at;
        if (at > now - Minute && !InMinute(gift.LiveId, now).Any(passed => passed.Gift.GiftId == gift.GiftId))
            _counted.Add((gift, at));
    }

    private static bool IsSide(GiftRequest gift, SubjectRef subject)
    {
        var (payer, receiver) = (gift.PayerId.Value, gift.ReceiverUserId?.Value);
        HashSet<string?> pair = [subject.UserId?.Value, subject.OtherUserId?.Value];
        return subject.Kind == SubjectKind.Live
            || (subject.Kind == SubjectKind.Gifter && subject.UserId?.Value == payer)
            || (subject.Kind == SubjectKind.Participant && (subject.ParticipantId?.Value == gift.ReceiverId.Value || (receiver is not null && subject.UserId?.Value == receiver)))
            || (subject.Kind == SubjectKind.Pair && receiver is not null && pair.SetEquals([payer, receiver]));
    }

    private static string Ids(IEnumerable<Restriction> restrictions) => string.Join(' ', restrictions.Select(r => r.ActionId));
}

/// <summary>What matters of an answer.</summary>
internal sealed record NaiveAnswer(GiftDecision Decision, string Code, string Orders, DateTimeOffset? RetryAt, DateTimeOffset? HeldUntil)
{
    public static NaiveAnswer Of(GiftAnswer answer) =>
        new(answer.Decision, answer.Reason.Code, string.Join(' ', answer.Orders), answer.RetryAt, answer.HeldUntil);
}
