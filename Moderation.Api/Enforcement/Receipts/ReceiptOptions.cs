using System.ComponentModel.DataAnnotations;
using Moderation.Core.Enforcement;

namespace Moderation.Api.Enforcement.Receipts;

/// <summary>Receipts that platforms without Kafka send over HTTP. Section <c>ActionReceipts</c>.</summary>
internal sealed class ReceiptOptions
{
    public const string Section = "ActionReceipts";

    /// <summary>Secrets of the Standard Webhooks specification that receipts may be signed with, with spaces between them; more than one while they are exchanged. Without any, no receipts are taken over HTTP.</summary>
    [RegularExpression("whsec_[A-Za-z0-9+/=]+( whsec_[A-Za-z0-9+/=]+)*", ErrorMessage = "ActionReceipts:Secrets must be secrets such as whsec_(base64), with one space between them")]
    public string? Secrets { get; init; }

    /// <summary>Each secret, read.</summary>
    /// <exception cref="FormatException">One is none; the message does not repeat it.</exception>
    public WebhookSecret[] Read() => [.. (Secrets ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(WebhookSecret.Parse)];

    /// <summary>Whether each secret can be read.</summary>
    public static bool AreReadable(ReceiptOptions options) =>
        (options.Secrets ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(text => WebhookSecret.TryParse(text, out _));
}
