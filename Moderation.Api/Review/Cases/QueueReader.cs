using Moderation.Api.Access;
using Moderation.Core.Review;

namespace Moderation.Api.Review.Cases;

/// <summary>What stands in the queues of somebody.</summary>
internal sealed class QueueReader(QueueCounts counted, ReviewerCare care, QueueBook queues)
{
    public async Task<IReadOnlyList<QueueResponse>> ReadAsync(Caller caller, CancellationToken token)
    {
        var state = await care.StateAsync(caller, token);
        var counts = await counted.ReadAsync(token);
        return [.. state.Queues.Select(exposure =>
        {
            var count = counts[exposure.Queue];
            return new QueueResponse
            {
                Queue = exposure.Queue,
                Title = queues.Queues.First(rule => rule.Name == exposure.Queue).Title,
                Open = count.Open,
                Claimed = count.Claimed,
                Overdue = count.Overdue,
                Forced = count.Forced,
                OldestAt = count.OldestAt,
                NextDueAt = count.NextDueAt == CaseRow.NeverDue ? null : count.NextDueAt,
                SeenInShift = exposure.Count,
                Budget = state.Budget == 0 ? null : state.Budget,
                OptedOut = exposure.OptedOut,
            };
        })];
    }
}
