using Moderation.Core.Access;

namespace Moderation.Api.Web;

/// <summary>A place that the console's bar leads to.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Title">What it is called, in English.</param>
/// <param name="Needs">Who sees it.</param>
/// <param name="Key">The key that leads there.</param>
internal sealed record Place(string Path, string Title, Permission Needs, string Key)
{
    public bool Holds(string here) => here == Path || here.StartsWith(Path + "/", StringComparison.Ordinal) || here.StartsWith(Path + "?", StringComparison.Ordinal);
}

internal static class Navigation
{
    public static readonly IReadOnlyList<Place> All =
    [
        new("/console/queues", "Queues", Permission.ReadCases, "g"),
        new("/console/cases", "Cases", Permission.ReadCases, "l"),
        new("/console/reports", "Reports", Permission.ReadPolicies, "r"),
        new("/console/policies", "Policies", Permission.ReadPolicies, "p"),
        new("/console/operations", "Operations", Permission.ReadOrders, "o"),
        // Everybody has this one, so that everybody has a beginning.
        new("/console/me", "You", Permission.SignedIn, "y"),
    ];
}
