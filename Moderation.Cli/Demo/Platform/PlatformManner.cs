namespace Moderation.Cli.Demo.Platform;

/// <summary>How the simulated platform takes one delivery of an order.</summary>
/// <param name="Delay">How long it takes to carry it out, or to find that it has.</param>
/// <param name="Answers">How often it says so: 0 never does.</param>
internal readonly record struct PlatformManner(TimeSpan Delay, int Answers = 1)
{
    /// <summary>Somewhere between two delays, drawn from a seed by the order's id and the attempt.</summary>
    public static PlatformManner Between(TimeSpan least, TimeSpan most, string order, int attempt)
    {
        var chance = 0u;
        foreach (var c in order)
            chance = chance * 31 + c;
        var share = (chance + (uint)attempt * 2_654_435_761u) % 1_000 / 1_000.0;
        return new PlatformManner(least + share * (most - least));
    }
}
