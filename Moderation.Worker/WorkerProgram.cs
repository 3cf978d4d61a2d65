namespace Moderation.Worker;

internal static class WorkerProgram
{
    public static void Main()
    {
    }
}
