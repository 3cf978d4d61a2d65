namespace Moderation.Core.Policies.Expressions;

/// <summary>Comparisons read from the other side, and what holds when they do not.</summary>
internal static class BoundKinds
{
    public static BoundKind Turned(this BoundKind kind) => kind switch
    {
        BoundKind.AtLeast => BoundKind.AtMost,
        BoundKind.AtMost => BoundKind.AtLeast,
        BoundKind.More => BoundKind.Less,
        BoundKind.Less => BoundKind.More,
        _ => kind,
    };

    public static BoundKind Denied(this BoundKind kind) => kind switch
    {
        BoundKind.AtLeast => BoundKind.Less,
        BoundKind.AtMost => BoundKind.More,
        BoundKind.More => BoundKind.AtMost,
        BoundKind.Less => BoundKind.AtLeast,
        BoundKind.Equal => BoundKind.NotEqual,
        _ => BoundKind.Equal,
    };
}
