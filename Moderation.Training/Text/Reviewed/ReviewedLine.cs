using Moderation.Training.Text.Data;

namespace Moderation.Training.Text.Reviewed;

/// <summary>A line that moderators judged.</summary>
/// <param name="Line">The line; its labels are the majority's, unknown where raters are evenly split.</param>
/// <param name="Targets">What to learn, one place per head: the share of raters that saw it, 0..1, or null for not judged.</param>
/// <param name="Author">Hashed id of who wrote it; null where only the review is known.</param>
/// <param name="Review">Hashed id of the review or conversation; null where only the author is known.</param>
/// <param name="Weight">How much the decision counts; 1 for most.</param>
/// <param name="DecidedAt">When it was decided; null where the export does not say.</param>
internal sealed record ReviewedLine(
    LabelledLine Line, IReadOnlyList<float?> Targets, string? Author, string? Review, float Weight, DateTimeOffset? DecidedAt);

/// <summary>One export of reviewed lines.</summary>
/// <param name="Name">File name.</param>
/// <param name="Sha256">Hash of the file's bytes.</param>
/// <param name="Consent">The operator's statement that its policy allows training on these lines.</param>
/// <param name="Lines">The lines.</param>
internal sealed record ReviewedExport(string Name, string Sha256, string Consent, IReadOnlyList<ReviewedLine> Lines);
