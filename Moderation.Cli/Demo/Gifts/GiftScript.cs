namespace Moderation.Cli.Demo.Gifts;

/// <summary>Something that viewers do besides talking.</summary>
/// <param name="AtSecond">Seconds since the live began.</param>
/// <param name="By">Name of the viewer.</param>
internal abstract record ScriptHappening(double AtSecond, string By);

/// <summary>One gift.</summary>
/// <param name="AtSecond">Seconds since the live began.</param>
/// <param name="By">Name of the viewer.</param>
/// <param name="To">Id of a participant of the scene.</param>
/// <param name="Coins">Price in coins.</param>
/// <param name="AmountMinor">Price in the smallest unit of the currency.</param>
/// <param name="Currency">ISO 4217 code.</param>
internal sealed record ScriptGift(double AtSecond, string By, string To, long Coins, long AmountMinor, string Currency) : ScriptHappening(AtSecond, By);

/// <summary>One flag.</summary>
/// <param name="AtSecond">Seconds since the live began.</param>
/// <param name="By">Name of the viewer.</param>
/// <param name="About">Id of a participant of the scene; null is about the live as a whole.</param>
/// <param name="Reason">Code of the platform's report form.</param>
/// <param name="Trusted">Whether whoever flags has trusted status.</param>
internal sealed record ScriptFlag(double AtSecond, string By, string? About, string Reason, bool Trusted) : ScriptHappening(AtSecond, By);

/// <summary>The gifts and flags of one live.</summary>
internal sealed record GiftScript
{
    /// <summary>In order of time.</summary>
    public required IReadOnlyList<ScriptHappening> Happenings { get; init; }

    /// <summary>Everything begins again every so many seconds; null happens once.</summary>
    public int? AgainSeconds { get; init; }

    /// <summary>Viewers whose accounts are new in each run.</summary>
    public IReadOnlyCollection<string> Strangers { get; init; } = [];

    /// <summary>The policies that must raise a report because of the gifts, within some minutes.</summary>
    public IReadOnlyList<string> Raises { get; init; } = [];

    /// <summary>Without end where it begins again.</summary>
    public IEnumerable<ScriptHappening> Timeline()
    {
        for (var round = 0.0; Happenings.Count > 0; round += AgainSeconds.Value)
        {
            foreach (var happening in Happenings)
                yield return happening with { AtSecond = happening.AtSecond + round };
            if (AgainSeconds is null)
                yield break;
        }
    }
}
