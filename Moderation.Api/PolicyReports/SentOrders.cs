using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports;

/// <summary>How the orders that restricted somebody were decided, as their statements of reasons say it; written once, for statements and for every figure. Of an order <c>a</c> with its dispatch <c>d</c>.</summary>
internal static class SentOrders
{
    /// <summary>Whether it counts: it was sent, not refused, and takes nothing back. <c>@kinds</c> are those that restrict somebody.</summary>
    public const string Restricts = "d.released_at is not null and d.state <> 'refused' and a.reverses is null and a.kind = any(@kinds::text[])";

    /// <summary>Whether a person confirmed its report before it was sent.</summary>
    public const string IsConfirmed = "exists (select from verdict v where v.report_id = a.report_id and v.kind = 'confirmed' and v.given_at <= d.released_at)";

    /// <summary><c>fully</c>, <c>partially</c> or <c>not_automated</c>. Found by a machine is what models read, and what no flag was needed for; the same in Core for one order, where a test holds both together.</summary>
    public const string HowDecided =
        $"""
        case when a.policy_hash = '{PolicyRef.ByHand}' then 'not_automated'
             when a.verdicts = '[]'::jsonb and not {IsConfirmed} then 'fully'
             when a.evidence -> 'models' <> '[]'::jsonb
               or not exists (select from jsonb_array_elements(a.evidence -> 'facts') f where (f.value ->> 'value')::float8 > 0 and starts_with(f.value ->> 'name', 'flags.')) then 'partially'
             else 'not_automated' end
        """;
}
