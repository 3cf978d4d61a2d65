namespace Moderation.Worker.Sampling;

/// <summary>What the sampler made of a text line, and why.</summary>
internal enum ChatChoice
{
    /// <summary>Taken: there is no pressure.</summary>
    TakenAsAll,

    /// <summary>Taken under pressure: somebody on screen said it, or it is caption or overlay.</summary>
    TakenAsParticipant,

    /// <summary>Taken under pressure: a line of its live was flagged not long ago.</summary>
    TakenAsRisk,

    /// <summary>Taken under pressure: its id is in the share.</summary>
    TakenAsShare,

    /// <summary>Skipped: it has waited in the topic for too long.</summary>
    SkippedAsLate,

    /// <summary>Skipped: too many lines wait for the lane.</summary>
    SkippedAsBacklog,

    /// <summary>Skipped: it was said too long ago.</summary>
    SkippedAsTooOld,
}

internal static class ChatChoices
{
    public static bool IsTaken(this ChatChoice choice) => choice <= ChatChoice.TakenAsShare;
}
