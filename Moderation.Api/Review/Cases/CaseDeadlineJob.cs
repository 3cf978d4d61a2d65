using Moderation.Api.Jobs;

namespace Moderation.Api.Review.Cases;

/// <summary>Looks every minute for cases whose time is up.</summary>
internal sealed class CaseDeadlineJob(CaseEscalation escalation) : IRecurringJob
{
    public string Name => "case-deadlines";

    public string Cron => "* * * * *";

    public async Task<string> RunAsync(CancellationToken token) => $"{await escalation.RunAsync(token)} cases went to senior reviewers";
}
