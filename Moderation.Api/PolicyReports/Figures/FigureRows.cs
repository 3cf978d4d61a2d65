namespace Moderation.Api.PolicyReports.Figures;

/// <summary>How statements cut the whole into parts; each reads rows <c>one</c> with <c>name</c>, <c>at</c>, <c>policy_name</c>, <c>queue</c>, <c>kind</c> and <c>language</c>.</summary>
internal static class FigureCuts
{
    /// <summary>The rows of the scope, with the columns that they are cut by.</summary>
    public const string Scoped =
        """
        scoped as (
          select o.*, to_char(o.at at time zone 'UTC', 'YYYY-MM-DD') as day, to_char(o.at at time zone 'UTC', 'HH24') as hour
          from one o
          where o.at >= @from and o.at < @to and (@policy::text is null or o.policy_name = @policy) and (@queue::text is null or o.queue = @queue))
        """;

    public const string Columns =
        """
        name,
               case when grouping(day) = 0 then 'day' when grouping(hour) = 0 then 'hour' when grouping(policy_name) = 0 then 'policy'
                    when grouping(queue) = 0 then 'queue' when grouping(kind) = 0 then 'kind' when grouping(language) = 0 then 'language' else 'all' end as cut,
               coalesce(day, hour, policy_name, queue, kind, language, '') as part
        """;

    public const string Sets = "grouping sets ((name), (name, day), (name, hour), (name, policy_name), (name, queue), (name, kind), (name, language))";
}

/// <summary>A count of one part.</summary>
internal sealed record CountedPartRow
{
    public string Name { get; init; } = "";

    public string Cut { get; init; } = "";

    public string Part { get; init; } = "";

    public long Count { get; init; }
}

/// <summary>How many of one part have a property.</summary>
internal sealed record SharedPartRow
{
    public string Name { get; init; } = "";

    public string Cut { get; init; } = "";

    public string Part { get; init; } = "";

    public long Count { get; init; }

    public long Total { get; init; }
}

/// <summary>How long it took in one part; times are of those where it is over.</summary>
internal sealed record TimedPartRow
{
    public string Name { get; init; } = "";

    public string Cut { get; init; } = "";

    public string Part { get; init; } = "";

    public long Count { get; init; }

    public long Total { get; init; }

    public double? Median { get; init; }

    public double? P90 { get; init; }

    public double? P99 { get; init; }

    /// <summary>The three times as figures.</summary>
    public IEnumerable<Figure> ToFigures(FigureTheme theme) =>
        new[] { ("median", Median), ("p90", P90), ("p99", P99) }.Select(time => new Figure
        {
            Theme = theme, Name = $"{Name}_{time.Item1}", By = Cut, Part = Part, Count = Count, Of = Total, Value = time.Item2, Unit = FigureUnit.Seconds,
            Unknown = time.Item2 is null ? FigureGap.Nothing : null,
        });
}
