using Moderation.Core.Wire;

namespace Moderation.Api.Standing;

/// <summary>Coins that one account sent another, all gifts together.</summary>
/// <param name="From">Who paid.</param>
/// <param name="To">Who received.</param>
/// <param name="Coins">How many, at least 1.</param>
internal sealed record GiftEdge(string From, string To, long Coins);

/// <summary>How much of what a user sent came back.</summary>
/// <param name="Returned">Coins that came back.</param>
/// <param name="Accounts">The accounts in the rings, the user included; empty when nothing came back.</param>
internal sealed record GiftReturn(long Returned, IReadOnlyList<string> Accounts);

/// <summary>Finds the coins that a user gave and that came back to the same user.</summary>
/// <remarks>
/// A ring is a closed walk of at most four gifts that begins and ends at the user: the user gives to a, a to b, b to c, c to the user, or shorter. Between two
/// members of a team that the user belongs to, coins pass without a gift, since a team can settle among its members outside of the platform; so a gift to one
/// member and a gift from another make a ring. The coins that came back are the maximum flow from the user to the user over the edges that lie on some ring, where no edge
/// carries more than was sent along it. That is well defined whatever the order of the gifts in the period, never exceeds what the user sent or received,
/// and does not count a coin twice that could have gone two ways.
/// <para>
/// Nothing comes back to fans who give to a host, nor when that host gives to another host: coins must reach the very account that sent them. Two hosts who give to
/// each other do give in a ring; what is ordinary among hosts is for a policy to say.
/// </para>
/// </remarks>
internal static class GiftRings
{
    /// <summary>Most gifts in a ring.</summary>
    public const int MostGifts = 4;

    /// <summary>Computes what came back.</summary>
    /// <param name="user">The user.</param>
    /// <param name="edges">What was given, each pair of accounts at most once. Edges that lie on no ring change nothing.</param>
    /// <param name="teams">The members of each team that the user belongs to.</param>
    public static GiftReturn Of(string user, IReadOnlyCollection<GiftEdge> edges, IReadOnlyCollection<IReadOnlyCollection<string>> teams)
    {
        var network = new FlowNetwork();
        // The user is two nodes: one that gives and one that receives.
        var (giver, receiver) = (network.Node(), network.Node());
        var nodes = new Dictionary<string, int>(StringComparer.Ordinal);
        var passes = Passes(user, teams, network, Node);
        var gifts = edges.Where(edge => edge.From != edge.To).OrderBy(edge => edge.From, StringComparer.Ordinal).ThenBy(edge => edge.To, StringComparer.Ordinal)
            .Select(edge => (Edge: edge, From: edge.From == user ? giver : Node(edge.From), To: edge.To == user ? receiver : Node(edge.To))).ToList();
        var steps = gifts.Select(gift => new RingStep(gift.From, gift.To, 1)).Concat(passes.Select(pass => new RingStep(pass.From, pass.To, 0))).ToList();
        var (there, back) = (Distances(giver, network.Count, steps), Distances(receiver, network.Count, [.. steps.Select(step => new RingStep(step.To, step.From, step.Length))]));
        var ringed = gifts.Where(gift => there[gift.From] + 1 + back[gift.To] <= MostGifts).ToList();
        foreach (var (edge, from, to) in ringed)
            network.Connect(from, to, edge.Coins);
        foreach (var (from, to) in passes)
            network.Connect(from, to, long.MaxValue / 4);
        var returned = network.Flow(giver, receiver);
        return new GiftReturn(
            returned, returned == 0 ? [] : [.. ringed.SelectMany(gift => new[] { gift.Edge.From, gift.Edge.To }).Distinct().Order(StringComparer.Ordinal)]);

        int Node(string account) => nodes.TryGetValue(account, out var node) ? node : nodes[account] = network.Node();
    }

    /// <summary>What the standing says; null for a user who sent nothing.</summary>
    /// <param name="result">What came back.</param>
    /// <param name="days">Days looked back on.</param>
    /// <param name="sentCoins">All coins that the user sent in them.</param>
    public static CirculationStanding? Standing(GiftReturn result, int days, long sentCoins) =>
        sentCoins == 0 ? null : new CirculationStanding(days, sentCoins, Math.Round(result.Returned / (double)sentCoins, 4), Math.Max(1, result.Accounts.Count));

    /// <summary>The ways inside teams: from every member to the team and from there to every member. The user is left out: a team settles for the user, not with.</summary>
    private static List<(int From, int To)> Passes(
        string user, IEnumerable<IReadOnlyCollection<string>> teams, FlowNetwork network, Func<string, int> node)
    {
        var passes = new List<(int From, int To)>();
        foreach (var team in teams)
        {
            var place = network.Node();
            foreach (var member in team.Where(member => member != user).Order(StringComparer.Ordinal))
                passes.AddRange([(node(member), place), (place, node(member))]);
        }

        return passes;
    }

    /// <summary>Fewest gifts from one node to each other; more than <see cref="MostGifts"/> where there is no way.</summary>
    private static int[] Distances(int start, int count, IReadOnlyCollection<RingStep> steps)
    {
        var next = steps.ToLookup(step => step.From);
        var distances = new int[count];
        Array.Fill(distances, MostGifts + 1);
        distances[start] = 0;
        var waiting = new LinkedList<int>([start]);
        while (waiting.First is { } first)
        {
            waiting.RemoveFirst();
            foreach (var step in next[first.Value])
            {
                if (distances[first.Value] + step.Length >= distances[step.To])
                    continue;
                distances[step.To] = distances[first.Value] + step.Length;
                // A way without a gift comes first, so that every node is left with its least distance.
                if (step.Length == 0)
                    waiting.AddFirst(step.To);
                else
                    waiting.AddLast(step.To);
            }
        }

        return distances;
    }

    private readonly record struct RingStep(int From, int To, int Length);
}
