using System.Collections.Frozen;

namespace Moderation.Models.Text.Rules;

/// <summary>Ends of host names that are believed, and hosts of payment services and short links.</summary>
/// <remarks>Threads: immutable. Data: <c>hosts-v1.tsv</c>, embedded.</remarks>
internal sealed class HostNames
{
    private readonly FrozenDictionary<string, HostKind>.AlternateLookup<ReadOnlySpan<char>> _known;

    private HostNames(IEnumerable<string> rows) =>
        _known = rows.Where(row => row.Length > 0 && row[0] != '#')
            .Select(row => row.Split('\t'))
            .ToFrozenDictionary(row => row[1], row => Enum.Parse<HostKind>(row[0].Replace("-", "", StringComparison.Ordinal), ignoreCase: true))
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The names of this build.</summary>
    public static HostNames Current { get; } = new(RuleData.Read("hosts-v1.tsv"));

    /// <summary>What a host, or the end of a name, is known as.</summary>
    public HostKind KindOf(ReadOnlySpan<char> name) => _known.TryGetValue(name, out var kind) ? kind : HostKind.Unknown;

    /// <summary>What a whole host is: a payment service, a short link, or by its last label.</summary>
    public HostKind Classify(ReadOnlySpan<char> host)
    {
        for (var rest = host; rest.Contains('.'); rest = rest[(rest.IndexOf('.') + 1)..])
        {
            var known = KindOf(rest);
            if (known is HostKind.Payment or HostKind.ShortLink)
                return known;
        }

        var dot = host.LastIndexOf('.');
        if (dot < 1 || !host[..dot].ContainsAnyInRange('a', 'z'))
            return HostKind.Unknown;
        return KindOf(host[(dot + 1)..]);
    }
}

/// <summary>What a host name is known as.</summary>
internal enum HostKind
{
    Unknown,

    /// <summary>The end of host names and hardly ever a word.</summary>
    Tld,

    /// <summary>The end of host names and also a word: believed with a path.</summary>
    TldWord,

    /// <summary>A payment service.</summary>
    Payment,

    /// <summary>A shortener or an invitation.</summary>
    ShortLink,
}
