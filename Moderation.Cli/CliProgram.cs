namespace Moderation.Cli;

internal static class CliProgram
{
    public static void Main()
    {
    }
}
