namespace Moderation.Api.Web;

/// <summary>Paths of the console.</summary>
internal static class ConsolePaths
{
    public const string Root = "/console";
    public const string Assets = Root + "/assets";
    public const string SignIn = Root + "/sign-in";

    /// <summary>Whether a person looks at the answer, not a program.</summary>
    public static bool IsForConsole(this HttpRequest request) => request.Path.StartsWithSegments(Root);
}
