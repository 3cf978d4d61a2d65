using Moderation.Core.Wire;

namespace Moderation.Core.Review;

/// <summary>How much a flag weighs in a case's priority.</summary>
public static class FlagTrust
{
    private const double OfViewers = 0.25;

    /// <summary>Weight of one account's flag, above 0 and below 1: the share of its flags that reviewers found right, with one right and one wrong flag assumed before any
    /// was looked at; a quarter of that for whoever has no trusted status.</summary>
    /// <param name="record">How the account's flags ended; null where none did.</param>
    /// <param name="trusted">Whether it has trusted status.</param>
    public static double Weight(FlaggingStanding? record, bool trusted) =>
        (1.0 + (record?.Upheld ?? 0)) / (2.0 + (record?.Upheld ?? 0) + (record?.Rejected ?? 0)) * (trusted ? 1 : OfViewers);
}
