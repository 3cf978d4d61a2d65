namespace Moderation.Worker.Enforcement.Edges;

/// <summary>What became of the wish to drop a publisher.</summary>
internal abstract record DropOutcome
{
    private DropOutcome()
    {
    }

    /// <summary>Connections were closed.</summary>
    /// <param name="Count">How many.</param>
    public sealed record Dropped(int Count) : DropOutcome;

    /// <summary>Nobody publishes under that name; it may have gone by itself.</summary>
    public sealed record WasNotThere : DropOutcome;

    /// <summary>It is not known whether the publisher is still there.</summary>
    /// <param name="Why">What went wrong, without the stream's name.</param>
    public sealed record Failed(string Why) : DropOutcome;
}
