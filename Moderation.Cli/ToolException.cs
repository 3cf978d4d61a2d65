namespace Moderation.Cli;

/// <summary>Something that the user can put right; the message says what and how. Shown without a stack trace.</summary>
internal sealed class ToolException : Exception
{
    public ToolException(string message)
        : base(message)
    {
    }

    public ToolException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
