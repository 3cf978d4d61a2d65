using System.Text.Json;
using Moderation.Core.PolicyReports.Backtests;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>What reviewers made of a policy's reports, out of the running service.</summary>
internal static class ServiceOutcomes
{
    private const int PageSize = 200;

    /// <summary>Asks for every decision of the policy that raised a report. Reviewed reports are few: people review them.</summary>
    public static async Task ReadAsync(PolicyApi service, string policy, OutcomeBook book, CancellationToken stop)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = await service.GetAsync($"v1/decisions?policy={Uri.EscapeDataString(policy)}&limit={PageSize}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", stop);
            foreach (var decision in page.GetProperty("items").EnumerateArray())
            {
                if (Text(decision, "reportId") is not { } report || !seen.Add(report))
                    continue;
                var detail = await service.GetAsync($"v1/decisions/{Uri.EscapeDataString(Text(decision, "decisionId")!)}", stop);
                foreach (var verdict in detail.GetProperty("verdicts").EnumerateArray())
                    book.Take(report, WireWord.Parse<VerdictKind>(Text(verdict, "kind")!), verdict.GetProperty("at").GetDateTimeOffset());
            }

            cursor = Text(page, "nextCursor");
        }
        while (cursor is not null);
    }

    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
