using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Api.Enforcement.Gifts;
using Moderation.Api.Evidence;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>A few lives with everything that figures are made of, stored as the projections do and decided as reviewers do.</summary>
internal static class ReportedLives
{
    /// <summary>Reports; each has a decision and an order that was applied.</summary>
    public const int Reports = 12;

    /// <summary>Cases that were decided; every fourth was overturned.</summary>
    public const int Decided = 8;

    public const int Overturned = 2;

    public static async Task FillAsync(this ModerationApplication app)
    {
        var room = new ReviewRoom(app);
        var now = ReviewRoom.Now;
        var reports = Enumerable.Range(1, Reports).Select(number => ReviewRoom.Report(number) with
        {
            Subject = SubjectRef.OfParticipant(ParticipantId.Parse("p1"), ParticipantRole.Host, UserId.Parse($"host-{number}")), RaisedAt = now, EpisodeStartedAt = now.AddSeconds(-number),
        }).ToList();
        var decisions = reports.Select(report => MoneyRecords.Decision(report, "hash-of-sheet")).ToList();
        var orders = decisions.Select((decision, i) => MoneyRecords.Order(i, decision) with { Subject = decision.Subject, OrderedAt = now, ExpiresAt = now.AddMinutes(10) }).ToList();
        await app.Database.ProjectAsync(new DecisionProjector(), decisions);
        await room.ReportAsync(reports);
        await app.Database.ProjectAsync(new ActionProjector(), orders);
        await app.Database.ProjectAsync(new DispatchProjector(), orders.Select(order => DispatchRecords.Dispatch(order, DispatchState.Applied)));
        await app.Database.ProjectAsync(Projectors.Flags(), Enumerable.Range(1, 5).Select(number => MoneyRecords.Flag(number, $"flagger-{number}", live: $"live-{number}") with { At = now }));
        await HoldAsync(app, now, orders[0]);
        var reviewer = ReviewRoom.Person("ada");
        for (var i = 0; i < Decided; i++)
            await room.DecideAsync(reviewer, (await room.NextAsync(reviewer))!, i % 4 == 3 ? VerdictKind.Overturned : VerdictKind.Confirmed);
    }

    // Three gifts of 100 coins: one released, one refunded, one that waits; the price of the last was never told.
    private static async Task HoldAsync(ModerationApplication app, DateTimeOffset now, ActionRecord order)
    {
        var gifts = Enumerable.Range(1, 3).Select(number => GiftParts.Gift($"g-{number}", 100)).ToList();
        await app.Database.ProjectAsync(new GiftHoldProjector(), gifts.Select(gift => GiftParts.Hold(gift, now, now.AddMinutes(10), order.ActionId.Value)));
        await app.Database.ProjectAsync(new GiftProjector(), gifts.Take(2).Select(gift => GiftParts.Sent(gift, now)));
        await app.Database.ProjectAsync(
            new GiftSettlementProjector(), GiftParts.Settlement(gifts[0], GiftSettlement.Released, now), GiftParts.Settlement(gifts[1], GiftSettlement.Refunded, now));
    }
}
