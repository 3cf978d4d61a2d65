namespace Moderation.Worker.Hosting;

/// <summary>Turns the check of options that lie in Models, which throws, into the fault that validation at start reports.</summary>
internal static class OptionFault
{
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Of(Action validate)
    {
        try
        {
            validate();
            return null;
        }
        catch (ArgumentOutOfRangeException e)
        {
            return e.Message;
        }
    }
}
