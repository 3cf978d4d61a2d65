namespace Moderation.Training;

internal static class TrainingProgram
{
    public static void Main()
    {
    }
}
