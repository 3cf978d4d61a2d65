using Moderation.Api.Evidence;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Review.Cases;

/// <summary>Reads what was sent in a case's live.</summary>
internal sealed class CaseGifts(GiftMinutes gifts)
{
    /// <summary>Gifts of everybody, or, where the case is about somebody who sends them, of that account alone.</summary>
    public async Task<CaseGiftsResponse> ReadAsync(ReadCase read, CancellationToken token)
    {
        var about = read.Detail.Case;
        var payer = about.Subject.Kind == SubjectKind.Gifter ? about.Subject.UserId : null;
        var rows = await gifts.ReadAsync(about.LiveId.Value, payer?.Value, token);
        return new CaseGiftsResponse
        {
            CaseId = about.CaseId,
            LiveId = about.LiveId,
            PayerId = payer,
            Minutes = [.. rows.Select(row => new GiftMinute(row.Minute, row.Currency, row.Coins, row.AmountMinor, row.Gifts))],
        };
    }
}

/// <summary>What was sent in a case's live, minute by minute.</summary>
public sealed record CaseGiftsResponse
{
    /// <summary>The case.</summary>
    public required CaseId CaseId { get; init; }

    /// <summary>Its live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Only gifts of this account, which the case is about; null where they are of everybody.</summary>
    public required UserId? PayerId { get; init; }

    /// <summary>Minutes in which gifts were sent, oldest first, the newest 1,500; a minute that is not there had none. One with two currencies is there twice.</summary>
    public required IReadOnlyList<GiftMinute> Minutes { get; init; }
}

/// <summary>What was sent in one minute and currency.</summary>
/// <param name="Minute">Its beginning, UTC.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Coins">Coins of the gifts.</param>
/// <param name="AmountMinor">What they cost, in the currency's minor unit.</param>
/// <param name="Gifts">How many there were.</param>
public sealed record GiftMinute(DateTimeOffset Minute, string Currency, long Coins, long AmountMinor, long Gifts);
