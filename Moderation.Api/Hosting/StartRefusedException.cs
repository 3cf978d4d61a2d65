namespace Moderation.Api.Hosting;

/// <summary>The service must not run as it is set up. The message tells an operator what to change; there is no bug to trace.</summary>
public sealed class StartRefusedException : Exception
{
    public StartRefusedException(string message)
        : base(message)
    {
    }

    public StartRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public StartRefusedException()
    {
    }
}
