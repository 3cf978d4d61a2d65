using Microsoft.Extensions.Options;
using Moderation.Api.Access;
using Moderation.Api.Database;
using Moderation.Core.Review;
using Npgsql;

namespace Moderation.Api.Review.Cases;

/// <summary>Knows which queues somebody may take cases from, and spares those who have seen enough of one.</summary>
internal sealed class ReviewerCare(QueueBook queues, IOptions<ReviewOptions> options, NpgsqlDataSource source, TimeProvider time)
{
    private static readonly SqlQuery<ExposureRow> SelectExposure = new(
        "select queue, count(*)::integer as count from review_exposure where reviewer = @reviewer and at > @since group by queue");

    private static readonly SqlQuery<TakenRow> SelectTaken = new("select at from review_exposure where reviewer = @reviewer and at > @since order by at desc limit 1000");

    private static readonly SqlStatement InsertExposure = new("insert into review_exposure (reviewer, queue, case_id, at) values (@reviewer, @queue, @caseId, @at)");

    private static readonly SqlQuery<OptOutRow> SelectOptOuts = new("select queue from review_opt_out where reviewer = @reviewer order by queue");

    private static readonly SqlStatement DeleteOptOuts = new("delete from review_opt_out where reviewer = @reviewer");

    private static readonly SqlStatement InsertOptOuts = new(
        "insert into review_opt_out (reviewer, queue, since) select @reviewer, q.queue, @at from unnest(@queues::text[]) as q (queue) order by q.queue on conflict do nothing");

    /// <summary>Whether a caller may see and take the cases of a queue. One that is not in the book any more is as the last.</summary>
    public bool MayTake(Caller caller, string queue) =>
        (queues.Queues.FirstOrDefault(rule => rule.Name == queue) ?? queues.Queues[^1]).Needs is not { } needed || caller.Holds(needed);

    /// <summary>Whether a caller may see and take the cases of every queue.</summary>
    public bool MayTakeAll(Caller caller) => queues.Queues.All(rule => MayTake(caller, rule.Name));

    /// <summary>The queues whose cases a caller may see.</summary>
    public IReadOnlyList<string> Readable(Caller caller) => [.. queues.Queues.Select(rule => rule.Name).Where(queue => MayTake(caller, queue))];

    /// <summary>How a reviewer's shift stands.</summary>
    public async Task<CareState> StateAsync(Caller caller, CancellationToken token)
    {
        var reviewer = caller.Pseudonym;
        // Without a limit nobody needs to know, and counting is what costs.
        var seen = options.Value.ExposureBudget == 0
            ? []
            : (await source.QueryAsync(SelectExposure, new { reviewer, since = time.GetUtcNow() - options.Value.Shift }, token)).ToDictionary(row => row.Queue, row => row.Count);
        var optedOut = (await source.QueryAsync(SelectOptOuts, new { reviewer }, token)).Select(row => row.Queue).ToList();
        return new CareState(options.Value.ExposureBudget, [.. Readable(caller).Select(queue => new QueueExposure(queue, seen.GetValueOrDefault(queue), optedOut.Contains(queue)))]);
    }

    /// <summary>Since when a reviewer has taken cases without a pause; null where that is shorter than it takes to be reminded of one.</summary>
    public async Task<DateTimeOffset?> WithoutPauseSinceAsync(Caller caller, CancellationToken token)
    {
        var (now, care) = (time.GetUtcNow(), options.Value);
        if (care.BreakAfter == TimeSpan.Zero)
            return null;
        var since = now;
        foreach (var taken in await source.QueryAsync(SelectTaken, new { reviewer = caller.Pseudonym, since = now - care.Shift }, token))
        {
            if (since - taken.At >= care.Break)
                break;
            since = taken.At;
        }

        return now - since >= care.BreakAfter ? since : null;
    }

    /// <summary>Says which queues a reviewer does not want to be given.</summary>
    public async Task OptOutAsync(Caller caller, IReadOnlyCollection<string> unwanted, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await transaction.ExecuteAsync(DeleteOptOuts, new { reviewer = caller.Pseudonym }, token);
        await transaction.ExecuteAsync(InsertOptOuts, new { reviewer = caller.Pseudonym, at = time.GetUtcNow(), queues = unwanted.ToArray() }, token);
        await transaction.CommitAsync(token);
    }

    /// <summary>Notes that a reviewer was given a case.</summary>
    public static Task NoteAsync(NpgsqlTransaction transaction, string reviewer, CaseRow given, DateTimeOffset at, CancellationToken token) =>
        transaction.ExecuteAsync(InsertExposure, new { reviewer, given.Queue, given.CaseId, at }, token);
}

/// <summary>How a reviewer's shift stands.</summary>
/// <param name="Budget">How many cases of one queue a shift may have; 0 has no limit.</param>
/// <param name="Queues">What was seen of each.</param>
internal sealed record CareState(int Budget, IReadOnlyList<QueueExposure> Queues)
{
    /// <summary>The queues that the reviewer is given cases of.</summary>
    public IReadOnlyList<string> Open => [.. Queues.Where(queue => !queue.OptedOut && (Budget == 0 || queue.Count < Budget)).Select(queue => queue.Queue)];
}

/// <summary>What a reviewer saw of one queue in this shift.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Count">How many cases were taken.</param>
/// <param name="OptedOut">Whether the reviewer does not want to be given any.</param>
public sealed record QueueExposure(string Queue, int Count, bool OptedOut);

/// <summary>Cases of a queue that a reviewer took.</summary>
internal sealed record ExposureRow
{
    public string Queue { get; init; } = "";

    public int Count { get; init; }
}

/// <summary>A queue that a reviewer does not want.</summary>
internal sealed record OptOutRow
{
    public string Queue { get; init; } = "";
}

/// <summary>When a case was taken.</summary>
internal sealed record TakenRow
{
    public DateTimeOffset At { get; init; }
}
