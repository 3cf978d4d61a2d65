using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Decisions;

/// <summary>Which models decisions rested on.</summary>
internal sealed class ModelsInUse(NpgsqlDataSource source)
{
    private static readonly SqlQuery<ModelInUse> Select = new(
        """
        select m.value ->> 'name' as name, m.value ->> 'hash' as hash, count(*) as decisions, max(d.decided_at) as newest
        from decision d
        cross join lateral jsonb_array_elements(d.evidence -> 'models') m
        where d.decided_at >= @since
        group by 1, 2
        order by 1, 4 desc
        """);

    /// <summary>The models of decisions since a time, by name, the newest version first.</summary>
    public Task<IReadOnlyList<ModelInUse>> SinceAsync(DateTimeOffset since, CancellationToken token) => source.QueryAsync(Select, new { since }, token);
}

/// <summary>A version of a model that decisions rested on.</summary>
public sealed record ModelInUse
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Beginning of its hash.</summary>
    public string Hash { get; init; } = "";

    /// <summary>How many decisions.</summary>
    public long Decisions { get; init; }

    /// <summary>The newest of them.</summary>
    public DateTimeOffset Newest { get; init; }
}
