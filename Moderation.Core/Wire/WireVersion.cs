namespace Moderation.Core.Wire;

/// <summary>Version rule of every record: a reader takes its own version and older ones, adds nothing it does not know, and ignores unknown fields.</summary>
public static class WireVersion
{
    /// <summary>The version that this build writes.</summary>
    public const int Current = 1;

    /// <summary>Whether this build can read a record.</summary>
    /// <param name="version">The record's <c>v</c>.</param>
    public static bool IsReadable(int version) => version is >= 1 and <= Current;
}
