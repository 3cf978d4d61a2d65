namespace Moderation.Cli.ModelFiles;

/// <summary>A model that could not be fetched or used; the message is for the person at the terminal.</summary>
internal sealed class ModelFilesException(string message, Exception? inner = null) : Exception(message, inner);
