using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What became of an order.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReceiptStatus>))]
public enum ReceiptStatus
{
    /// <summary>Carried out.</summary>
    Applied,

    /// <summary>Undone, by reversal or expiry.</summary>
    Lifted,

    /// <summary>The platform will not carry it out; the detail says why.</summary>
    Refused,
}

/// <summary>The platform's word on one order. Value of <see cref="TopicNames.ActionReceipts"/>, key is the live.</summary>
public sealed record ActionReceiptRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The order.</summary>
    public required ActionId ActionId { get; init; }

    /// <summary>What became of it.</summary>
    public required ReceiptStatus Status { get; init; }

    /// <summary>When the effect took place.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>More, where the platform tells.</summary>
    public string? Detail { get; init; }
}
