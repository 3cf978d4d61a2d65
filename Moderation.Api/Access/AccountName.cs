namespace Moderation.Api.Access;

/// <summary>The form of names of accounts and keys. They stand in histories, so nothing in them can be taken for something else: no colon, as in <c>service:</c>, and no capitals that look different and are the same.</summary>
internal static class AccountName
{
    public const string Rule = "1 to 64 characters of a-z 0-9 . _ - and is none of the service's own words";

    private const int MaxLength = 64;
    private static readonly string[] Reserved = [DevelopmentCaller.Name, Policies.RequestActor.Shipped, Policies.PolicyLifecycle.Bound, "service", "system"];

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-') && !Reserved.Contains(name);
}
