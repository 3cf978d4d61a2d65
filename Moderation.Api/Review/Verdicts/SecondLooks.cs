using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Moderation.Api.Review.Cases;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Verdicts;

/// <summary>Opens the cases that follow from a decided one: a second look at some, and an appeal where the second look disagrees.</summary>
internal sealed class SecondLooks(QueueBook queues, TimeProvider time)
{
    // Chosen by the case and not by chance, so that a repeated request chooses alike. The key is this process's own: whoever knows a case's id does not know whether somebody will look again.
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Opens what follows.</summary>
    /// <param name="transaction">The transaction of the verdict.</param>
    /// <param name="closed">The case after it.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="reviewers">Who decided it.</param>
    /// <param name="token">Gives up.</param>
    public async Task FollowAsync(NpgsqlTransaction transaction, CaseRow closed, CaseOutcome outcome, IReadOnlyCollection<string> reviewers, CancellationToken token)
    {
        if (outcome == CaseOutcome.Undecided || closed.IsGolden)
            return;
        var follows = WireWord.Parse<CaseKind>(closed.Kind) switch
        {
            CaseKind.Report when IsChosen(closed) => Open(closed, CaseKind.SecondReview, CaseIds.OfSecondReview(CaseId.Parse(closed.CaseId), closed.Version), outcome, reviewers, closed.CaseId),
            // Two people disagree, so a third one says what holds.
            CaseKind.SecondReview when closed.ExpectedOutcome != WireWord.From(outcome) => Open(
                closed, CaseKind.Appeal, CaseIds.OfSecondReview(CaseId.Parse(closed.CaseId), closed.Version), WireWord.Parse<CaseOutcome>(closed.ExpectedOutcome!),
                [.. closed.Excluded, .. reviewers], closed.ParentCaseId!),
            _ => null,
        };
        if (follows is not null)
            await CaseTable.InsertAsync(transaction, [follows], token);
    }

    /// <summary>A case about a decided one.</summary>
    public CaseRow Open(CaseRow about, CaseKind kind, CaseId id, CaseOutcome outcome, IReadOnlyCollection<string> excluded, string parent)
    {
        var now = time.GetUtcNow();
        var queue = queues.RouteAgain(about.Queue, new RoutedCase(kind, about.PolicyName ?? "", ReportPriority.Normal, []));
        return (about with
        {
            CaseId = id.Value,
            Kind = WireWord.From(kind),
            Queue = queue.Name,
            ParentCaseId = parent,
            ExpectedOutcome = WireWord.From(outcome),
            Urgency = WireWord.From(ReportPriority.Normal),
            IsForced = queue.Jumps,
            OpenedAt = now,
            DueAt = now + queue.Within[ReportPriority.Normal],
            EscalatedAt = null,
            ReportCount = 1,
            DecidedCount = 0,
            ConfirmationsNeeded = 1,
            NeedsSenior = false,
            Excluded = [.. excluded.Distinct()],
            Skipped = [],
            Version = 0,
            LeaseReviewer = null,
            LeaseSince = null,
            LeaseUntil = null,
            FirstClaimedAt = null,
            Verdicts = "[]",
            Outcome = null,
            ClosedAt = null,
        }).Ranked();
    }

    private bool IsChosen(CaseRow closed)
    {
        var share = queues.Queues.FirstOrDefault(queue => queue.Name == closed.Queue)?.SecondReview ?? 0;
        var hash = HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{closed.CaseId} {closed.Version}"));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0) < share;
    }
}
