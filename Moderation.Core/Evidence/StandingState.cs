using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence;

/// <summary>A <see cref="StandingRecord"/> in the compact form of a decider's memory.</summary>
internal static class StandingState
{
    public static void Write(StateWriter writer, StandingRecord standing)
    {
        writer.Write((long)standing.V);
        writer.Write(standing.UserId.Value);
        writer.Write(standing.At);
        writer.Write((long)standing.Strikes);
        writer.Write((long)standing.AgeAssurance);
        writer.Write((long)standing.ExemptUntil.Count);
        // A dictionary may list the same entries in another order after it was restored.
        foreach (var (policy, until) in standing.ExemptUntil.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.Write(policy);
            writer.Write(until);
        }

        writer.Write(standing.Spending is not null);
        if (standing.Spending is { } spending)
        {
            writer.Write((long)spending.Days);
            writer.Write(spending.UsualCoinsPer10Minutes);
            writer.Write(spending.CoinsPerDay);
        }

        writer.Write((long)standing.Refunds.Count);
        foreach (var refund in standing.Refunds)
        {
            writer.Write(refund.ReceiverUserId.Value);
            writer.Write(refund.At);
            writer.Write(refund.Coins);
        }

        writer.Write(standing.Circulation is not null);
        if (standing.Circulation is { } circulation)
        {
            writer.Write((long)circulation.Days);
            writer.Write(circulation.SentCoins);
            writer.Write(circulation.ReturnedShare);
            writer.Write((long)circulation.Accounts);
        }

        writer.Write(standing.Flagging is not null);
        if (standing.Flagging is { } flagging)
        {
            writer.Write((long)flagging.Upheld);
            writer.Write((long)flagging.Rejected);
        }

        writer.Write(standing.Protected);
    }

    public static StandingRecord Read(StateReader reader) => new()
    {
        V = (int)reader.ReadLong(),
        UserId = reader.ReadId<UserId>(),
        At = reader.ReadTime(),
        Strikes = (int)reader.ReadLong(),
        AgeAssurance = (AgeAssurance)reader.ReadLong(),
        ExemptUntil = ReadExemptions(reader),
        Spending = reader.ReadBool() ? new SpendingStanding((int)reader.ReadLong(), reader.ReadDouble(), reader.ReadDouble()) : null,
        Refunds = ReadRefunds(reader),
        Circulation = reader.ReadBool()
            ? new CirculationStanding((int)reader.ReadLong(), reader.ReadLong(), reader.ReadDouble(), (int)reader.ReadLong())
            : null,
        Flagging = reader.ReadBool() ? new FlaggingStanding((int)reader.ReadLong(), (int)reader.ReadLong()) : null,
        Protected = reader.ReadBool(),
    };

    private static Dictionary<string, DateTimeOffset> ReadExemptions(StateReader reader)
    {
        var exemptions = new Dictionary<string, DateTimeOffset>();
        for (var rest = reader.ReadCount(); rest > 0; rest--)
            exemptions[reader.ReadText()] = reader.ReadTime();
        return exemptions;
    }

    private static List<RefundStanding> ReadRefunds(StateReader reader)
    {
        var refunds = new List<RefundStanding>();
        for (var rest = reader.ReadCount(); rest > 0; rest--)
            refunds.Add(new RefundStanding(reader.ReadId<UserId>(), reader.ReadTime(), reader.ReadLong()));
        return refunds;
    }
}
