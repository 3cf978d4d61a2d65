using Moderation.Cli.ModelFiles;
using Moderation.Cli.Topics;
using Moderation.Models.Conversion;
using Moderation.Models.Manifests;

namespace Moderation.Cli;

/// <summary>Tells what the user can put right, which needs one line, from a bug, which needs its stack.</summary>
internal static class ToolFault
{
    /// <summary>The line, or null for a bug.</summary>
    /// <remarks>Files and folders are the user's, so what the system says about them counts as his to put right; a wrong format or argument inside the program does not.</remarks>
    public static string? Explain(Exception exception) => exception switch
    {
        ToolException or TopicsFileException or ModelFilesException or ManifestException or ConversionException => exception.Message,
        IOException or UnauthorizedAccessException => exception.Message,
        // who stopped it knows; a request that took too long is cancelled as well, and is a bug like any other
        OperationCanceledException { InnerException: not TimeoutException } => "stopped before it was done",
        _ => null,
    };
}
