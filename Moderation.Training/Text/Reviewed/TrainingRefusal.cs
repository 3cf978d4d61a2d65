namespace Moderation.Training.Text.Reviewed;

/// <summary>Training does not start, for a reason that the operator can mend. The message tells it and holds no text of any line.</summary>
internal sealed class TrainingRefusal(string message, Exception? inner = null) : Exception(message, inner);
