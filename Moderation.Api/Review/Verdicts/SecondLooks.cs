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
        var queue = queues.RouteAgain(about.Queue, new RoutedCase(kind, about.PolicyName ?? "", ReportPriority.Normal, []));
        return (CaseRow.Opened(id, kind, queue, about.LiveId, null, ReportPriority.Normal, time.GetUtcNow()) with
        {
            SubjectKind = about.SubjectKind,
            ParticipantId = about.ParticipantId,
            SubjectRole = about.SubjectRole,
            SubjectUserId = about.SubjectUserId,
            SubjectOtherUserId = about.SubjectOtherUserId,
            PolicyName = about.PolicyName,
            FlagTarget = about.FlagTarget,
            FlagTargetId = about.FlagTargetId,
            Probability = about.Probability,
            Language = about.Language,
            Viewers = about.Viewers,
            IsRunning = about.IsRunning,
            FlagCount = about.FlagCount,
            FlagWeight = about.FlagWeight,
            ParentCaseId = parent,
            ExpectedOutcome = WireWord.From(outcome),
            Excluded = [.. excluded.Distinct()],
        }).Ranked();
    }

    private bool IsChosen(CaseRow closed)
    {
        var share = queues.Queues.FirstOrDefault(queue => queue.Name == closed.Queue)?.SecondReview ?? 0;
        var hash = HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{closed.CaseId} {closed.Version}"));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0) < share;
    }
}
