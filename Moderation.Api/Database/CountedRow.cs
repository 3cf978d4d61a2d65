namespace Moderation.Api.Database;

/// <summary>How many there are.</summary>
internal sealed record CountedRow
{
    public long Count { get; init; }
}
