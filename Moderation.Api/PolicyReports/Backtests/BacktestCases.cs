using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Review.Audit;
using Moderation.Api.Review.Cases;
using Moderation.Core.PolicyReports.Backtests;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>Opens cases for what only the tried version of a policy reports, so that people say whether it is right. Nothing is ordered, and nothing that is reported waits for them.</summary>
internal sealed class BacktestCases(NpgsqlDataSource source, QueueBook queues, AuditLog audit, TimeProvider time)
{
    // One at a time for each backtest: who asks twice at once must not open twice as many.
    private static readonly SqlQuery<TriedRow> SelectTried = new(
        """
        select state, candidate_hash, unreported, unreported_count from policy_backtest
        where policy_name = @policy and backtest_id = @id
        for update
        """);

    private static readonly SqlQuery<CoveringCaseRow> SelectCovering = new(
        """
        select c.live_id, c.subject_kind, c.participant_id, c.subject_role, c.subject_user_id, c.subject_other_user_id, b.backtest_id
        from review_case c
        left join review_case_backtest b on b.case_id = c.case_id
        where c.live_id = any(@lives) and c.policy_name = @policy and c.kind in ('report', 'backtest')
        """);

    private static readonly SqlStatement InsertOrigins = new(
        """
        insert into review_case_backtest (case_id, backtest_id, sheet_hash, rungs, reached_at)
        select n.case_id, @backtest, @hash, string_to_array(n.rungs, ' '), n.reached_at
        from unnest(@caseId::text[], @rungs::text[], @reachedAt::timestamptz[]) as n (case_id, rungs, reached_at)
        on conflict (case_id) do nothing
        """);

    /// <summary>Opens what is not open yet, the gravest first.</summary>
    /// <param name="policy">Name of the policy.</param>
    /// <param name="id">The backtest.</param>
    /// <param name="limit">How many cases the backtest may have in all; the same request again opens none more.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="token">Gives up; nothing is opened then.</param>
    /// <returns>What was opened, or why nothing can be; neither where there is no such backtest.</returns>
    public async Task<(BacktestCasesResponse? Opened, string? Refusal)> OpenAsync(string policy, string id, int limit, string actor, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if ((await transaction.QueryAsync(SelectTried, new { policy, id }, token)).SingleOrDefault() is not { } tried)
            return default;
        if (RefusalOf(tried) is { } refusal)
            return (null, refusal);
        var subjects = JsonSerializer.Deserialize<List<UnreportedSubject>>(tried.Unreported!, JsonSerializerOptions.Web) ?? [];
        var covering = (await transaction.QueryAsync(SelectCovering, new { policy, lives = subjects.Select(one => one.LiveId.Value).Distinct().ToArray() }, token))
            .ToLookup(row => (row.LiveId, row.Name), row => row.BacktestId);
        bool IsCovered(UnreportedSubject one) => covering.Contains((one.LiveId.Value, one.Subject.ToString()));
        var own = subjects.Count(one => covering[(one.LiveId.Value, one.Subject.ToString())].Contains(id));
        var chosen = subjects.Where(one => !IsCovered(one)).Take(Math.Max(0, limit - own)).ToList();
        await WriteAsync(transaction, policy, id, tried.CandidateHash, chosen, token);
        var covered = subjects.Count(IsCovered);
        var answer = new BacktestCasesResponse(chosen.Count, covered, tried.UnreportedCount!.Value - covered - chosen.Count);
        if (chosen.Count > 0)
            await audit.AppendAsync(transaction, new AuditEvent("backtest.cases_opened", actor, id, new { policy, limit, answer.Opened, answer.AlreadyCovered, answer.LeftOver }), token);
        await transaction.CommitAsync(token);
        return (answer, null);
    }

    private static string? RefusalOf(TriedRow tried) => tried switch
    {
        { State: not "done" } => $"The backtest is {tried.State}; cases can be opened when it is done.",
        { Unreported: null } => "The backtest compares with nothing, so it is not known what is not reported now. Ask for one with against: live.",
        _ => null,
    };

    private async Task WriteAsync(NpgsqlTransaction transaction, string policy, string id, string hash, List<UnreportedSubject> chosen, CancellationToken token)
    {
        if (chosen.Count == 0)
            return;
        var lives = await CaseIntake.LivesAsync(transaction, chosen.Select(one => one.LiveId.Value), token);
        var rows = chosen.Select(one => Open(one, policy, lives.GetValueOrDefault(one.LiveId.Value))).ToList();
        await CaseTable.InsertAsync(transaction, rows, token);
        await transaction.ExecuteAsync(
            InsertOrigins,
            new
            {
                backtest = id, hash, caseId = rows.Select(row => row.CaseId).ToArray(), rungs = chosen.Select(one => string.Join(' ', one.Rungs)).ToArray(),
                reachedAt = chosen.Select(one => one.At.ToUniversalTime()).ToArray(),
            },
            token);
    }

    private CaseRow Open(UnreportedSubject one, string policy, LiveFactsRow? live)
    {
        // What not everybody may see stays where the policy's reports are; all else lies with the second looks.
        var reported = queues.Route(new RoutedCase(CaseKind.Report, policy, one.Urgency, []));
        var queue = queues.RouteAgain(reported.Name, new RoutedCase(CaseKind.Backtest, policy, one.Urgency, []));
        return (CaseRow.Opened(CaseIds.OfBacktest(one.LiveId, one.Subject, policy), CaseKind.Backtest, queue, one.LiveId.Value, live, one.Urgency, time.GetUtcNow()) with
        {
            SubjectKind = WireWord.From(one.Subject.Kind),
            ParticipantId = one.Subject.ParticipantId?.Value,
            SubjectRole = one.Subject.Role is { } role ? WireWord.From(role) : null,
            SubjectUserId = one.Subject.UserId?.Value,
            SubjectOtherUserId = one.Subject.OtherUserId?.Value,
            PolicyName = policy,
            // A live that nobody has heard of here is long over.
            IsRunning = live is { IsEnded: false },
            IsForced = false,
            DueAt = CaseRow.NeverDue,
        }).Ranked();
    }
}

/// <summary>What a backtest keeps for its cases.</summary>
internal sealed record TriedRow
{
    public string State { get; init; } = "";

    public string CandidateHash { get; init; } = "";

    public string? Unreported { get; init; }

    public long? UnreportedCount { get; init; }
}

/// <summary>A case that asks about a subject already.</summary>
internal sealed record CoveringCaseRow
{
    public string LiveId { get; init; } = "";

    public string SubjectKind { get; init; } = "";

    public string? ParticipantId { get; init; }

    public string? SubjectRole { get; init; }

    public string? SubjectUserId { get; init; }

    public string? SubjectOtherUserId { get; init; }

    /// <summary>The backtest that opened it; null where a report did.</summary>
    public string? BacktestId { get; init; }

    public string Name => StoredSubject.Read(SubjectKind, ParticipantId, SubjectRole, SubjectUserId, SubjectOtherUserId).ToString();
}
