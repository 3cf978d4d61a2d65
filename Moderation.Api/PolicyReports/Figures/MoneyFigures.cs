using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>Gifts that were held, and what became of them, in coins and in money.</summary>
internal sealed class MoneyFigures(NpgsqlDataSource source) : IFigureReader
{
    private static readonly string[] Names = ["held", "released", "refunded", "waiting"];

    // The price of a gift stands in the platform's own word of it, which may never have come.
    private static readonly SqlQuery<MoneyPartRow> Select = new(
        """
        with one as (
          select 'held' as name, h.held_at as at, h.live_id, h.gift_id, h.coins, h.orders from gift_hold h where h.held_at >= @from and h.held_at < @to
          union all
          select 'waiting', h.held_at, h.live_id, h.gift_id, h.coins, h.orders from gift_hold h where h.held_at >= @from and h.held_at < @to and h.due_at is not null
          union all
          select s.settlement, s.settled_at, s.live_id, s.gift_id, s.coins, h.orders
          from gift_settlement s join gift_hold h on h.live_id = s.live_id and h.gift_id = s.gift_id
          where s.settled_at >= @from and s.settled_at < @to),
        priced as (
          select o.name, to_char(o.at at time zone 'UTC', 'YYYY-MM-DD') as day, coalesce(g.currency, '') as currency, o.coins, g.amount_minor
          from one o
          left join gift g on g.live_id = o.live_id and g.gift_id = o.gift_id and g.event = 'sent'
          where @policy::text is null or exists (select from action a where a.action_id = any(o.orders) and a.policy_name = @policy))
        select name, case when grouping(day) = 0 then 'day' when grouping(currency) = 0 then 'currency' else 'all' end as cut, coalesce(day, currency, '') as part,
               count(*) as count, sum(coins)::bigint as coins, sum(amount_minor)::bigint as amount_minor
        from priced
        group by grouping sets ((name), (name, day), (name, currency))
        order by 1, 2, 3
        """);

    public FigureTheme Theme => FigureTheme.Money;

    public async Task<IReadOnlyList<Figure>> ReadAsync(FigureScope scope, CancellationToken token)
    {
        if (scope.Queue is not null)
            return [.. Names.Select(name => Figure.Gap(Theme, $"{name}_coins", FigureGap.NotCutSo, FigureUnit.Coins))];
        var rows = await source.QueryAsync(Select, scope, token);
        return
        [
            .. Names.Where(name => !rows.Any(row => row.Name == name)).Select(name => Coins(new MoneyPartRow { Name = name, Cut = "all" })),
            .. rows.Where(row => row.Cut != "currency").Select(Coins),
            .. rows.Where(row => row.Cut == "currency").Select(Amount),
        ];
    }

    private Figure Coins(MoneyPartRow row) => new()
    {
        Theme = Theme, Name = $"{row.Name}_coins", By = row.Cut, Part = row.Part, Count = row.Count, Value = row.Coins, Unit = FigureUnit.Coins,
    };

    private Figure Amount(MoneyPartRow row) => new()
    {
        Theme = Theme, Name = $"{row.Name}_amount", By = row.Cut, Part = row.Part, Count = row.Count, Value = row.AmountMinor, Unit = FigureUnit.MinorUnits,
        Unknown = row.AmountMinor is null ? FigureGap.NotTold : null,
    };
}

/// <summary>Gifts of one part.</summary>
internal sealed record MoneyPartRow
{
    public string Name { get; init; } = "";

    public string Cut { get; init; } = "";

    public string Part { get; init; } = "";

    public long Count { get; init; }

    public long Coins { get; init; }

    public long? AmountMinor { get; init; }
}
