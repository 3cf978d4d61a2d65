using CsCheck;
using Moderation.Api.Standing;

namespace Moderation.Tests.Properties.Standing;

/// <summary>Against a naive twin: rings by walking every walk, the flow by looking at every cut (Ford and Fulkerson 1956: the least cut is the greatest flow).</summary>
public sealed class GiftRingLawTests
{
    private const string User = "u";
    private static readonly string[] Accounts = [User, "a", "b", "c", "d", "e"];

    private static readonly Gen<GiftEdge[]> Edges = Gen.Select(Gen.Int[0, Accounts.Length - 1], Gen.Int[0, Accounts.Length - 1], Gen.Long[1, 20])
        .Select((from, to, coins) => new GiftEdge(Accounts[from], Accounts[to], coins)).Array[0, 14]
        .Select(edges => edges.Where(edge => edge.From != edge.To).DistinctBy(edge => (edge.From, edge.To)).ToArray());

    private static readonly Gen<string[][]> Teams = Gen.Int[1, Accounts.Length - 1].Select(place => Accounts[place]).Array[0, 3].Select(mates => mates.Distinct().ToArray()).Array[0, 2];

    [Fact]
    public void What_comes_back_is_the_least_cut_of_the_edges_on_rings() => Gen.Select(Edges, Teams).Sample((edges, teams) =>
    {
        var ringed = Ringed(edges, teams);

        var result = GiftRings.Of(User, edges, teams);

        Assert.Equal(LeastCut(ringed, teams), result.Returned);
        Assert.Equal(result.Returned == 0 ? [] : ringed.SelectMany(edge => new[] { edge.From, edge.To }).Distinct().Order(StringComparer.Ordinal), result.Accounts);
    });

    [Fact]
    public void Order_of_the_gifts_does_not_matter_and_more_gifts_never_bring_less_back() => Gen.Select(Edges, Edges, Teams).Sample((edges, more, teams) =>
    {
        var before = GiftRings.Of(User, edges, teams);
        Assert.Equal(before.Returned, GiftRings.Of(User, [.. edges.Reverse()], teams).Returned);
        Assert.True(GiftRings.Of(User, [.. edges.Concat(more).DistinctBy(edge => (edge.From, edge.To))], teams).Returned >= before.Returned);
        Assert.True(before.Returned <= Math.Min(edges.Where(edge => edge.From == User).Sum(edge => edge.Coins), edges.Where(edge => edge.To == User).Sum(edge => edge.Coins)));
    });

    private static HashSet<GiftEdge> Ringed(GiftEdge[] edges, string[][] teams)
    {
        var found = new HashSet<GiftEdge>();
        Walk(User, []);
        return found;

        void Walk(string at, List<GiftEdge> way)
        {
            foreach (var edge in edges.Where(edge => edge.From == at || (at != User && edge.From != User && Reachable(at, teams).Contains(edge.From))))
            {
                List<GiftEdge> longer = [.. way, edge];
                if (edge.To == User)
                    found.UnionWith(longer);
                else if (longer.Count < GiftRings.MostGifts)
                    Walk(edge.To, longer);
            }
        }
    }

    /// <summary>Whom coins reach inside teams without a gift.</summary>
    private static HashSet<string> Reachable(string from, string[][] teams)
    {
        var reached = new HashSet<string> { from };
        while (teams.Any(team => team.Any(reached.Contains) && !team.All(reached.Contains)))
            reached.UnionWith(teams.Where(team => team.Any(reached.Contains)).SelectMany(team => team));
        return reached;
    }

    private static long LeastCut(IReadOnlySet<GiftEdge> edges, string[][] teams)
    {
        var others = Accounts[1..];
        return Enumerable.Range(0, 1 << others.Length).Select(bits => others.Where((_, i) => (bits >> i & 1) == 1).ToHashSet())
            .Where(side => teams.All(team => team.All(side.Contains) || !team.Any(side.Contains)))
            .Min(side => edges.Where(edge => (edge.From == User || side.Contains(edge.From)) && (edge.To == User || !side.Contains(edge.To))).Sum(edge => edge.Coins));
    }
}
