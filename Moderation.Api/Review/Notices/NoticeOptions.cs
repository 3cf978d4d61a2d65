using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Review.Notices;

/// <summary>Notices to whoever an order concerns. Section <c>Notices</c>.</summary>
internal sealed class NoticeOptions
{
    public const string Section = "Notices";

    /// <summary>Where the subject appeals, as an address; <c>{actionId}</c> in it becomes the order. None is a reply to the notice.</summary>
    [RegularExpression("https?://[^ ]{1,400}", ErrorMessage = "Notices:AppealAddress must be an address such as https://example.org/appeals/{actionId}")]
    public string? AppealAddress { get; init; }
}
