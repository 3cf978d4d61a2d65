namespace Moderation.Core.Policies;

/// <summary>Three truth values. Unknown is no answer: it begins nothing and enforces nothing.</summary>
public enum Truth
{
    /// <summary>It does not hold.</summary>
    False,

    /// <summary>It holds.</summary>
    True,

    /// <summary>It cannot be told.</summary>
    Unknown,
}
