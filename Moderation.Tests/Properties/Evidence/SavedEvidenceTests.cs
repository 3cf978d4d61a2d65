using System.Globalization;
using System.Runtime.CompilerServices;
using CsCheck;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Evidence;

/// <summary>Evidence that was written down and read back goes on as if nothing had been.</summary>
public sealed class SavedEvidenceTests
{
    private static readonly AgeBeliefModel Model = new(AgeEvidenceSamples.Round);
    private static readonly EvidenceOptions AgeOptions = new();
    private static readonly TextEvidenceOptions TextOptions = new() { KeptLines = 20, RememberedSamples = 256 };
    private static readonly TimeSpan[] Windows = [.. new[] { 5.0, 47, 120, 600, 3600 }.Select(TimeSpan.FromSeconds)];
    private static readonly TextLabel[] Labels = Enum.GetValues<TextLabel>();
    private static readonly string?[] Languages = ["en", "fr", null];
    private static readonly TextRule[] Rules = Enum.GetValues<TextRule>();

    private static readonly Gen<double> Steps = Gen.Frequency((6, Gen.Double[0, 4]), (2, Gen.Double[-60, 60]), (1, Gen.Double[0, 900]));

    // What happens, in the form of every kind of evidence; each takes of it what it needs.
    private static readonly Gen<Happening[]> Histories = Gen.Select(Steps, Gen.Int[0, 40], Gen.Double[0, 1], Gen.Int[0, Labels.Length - 1].HashSet[0, 4], Gen.Int[0, Rules.Length - 1].HashSet[0, 3])
        .Array[0, 80].Select(steps =>
        {
            var second = 5_000.0;
            return steps.Select(step => new Happening(
                second += step.Item1, step.Item2, step.Item3, [.. step.Item4.Select(l => Labels[l])], [.. step.Item5.Select(r => Rules[r])])).ToArray();
        });

    [Fact]
    public void Sums_over_windows_go_on() => GoesOn(
        () => new StrongBox<EventSeries>(),
        (series, h) => series.Value.Add(h.Share, h.At),
        (series, writer) => series.Value.Save(writer),
        reader => new StrongBox<EventSeries>(EventSeries.Restore(reader)),
        (series, now) => [.. Windows.Select(w => series.Value.Sum(w, now)), series.Value.MeanPerMinute(LiveLog.Start, now, Windows[3])]);

    [Fact]
    public void Decayed_sums_runs_and_ordinary_shares_go_on() => GoesOn(
        () => new Parts { Share = new OrdinaryShare(TextOptions) },
        (parts, h) =>
        {
            parts.Sum.Add(h.Share, h.At, TextOptions.HalfLife);
            parts.Run.Add(h.At, TextOptions.LongestGap);
            parts.Share.Add(h.Who > 20, h.At);
        },
        (parts, writer) =>
        {
            parts.Sum.Save(writer);
            parts.Run.Save(writer);
            parts.Share.Save(writer);
        },
        reader => new Parts { Sum = DecayedSum.Restore(reader), Run = SustainedRun.Restore(reader), Share = OrdinaryShare.Restore(reader, TextOptions) },
        (parts, now) => [parts.Sum.PerMinute(now, TextOptions.HalfLife), parts.Run.SecondsAt(now, TextOptions.LongestGap), parts.Share.At(now)]);

    [Fact]
    public void Counts_of_different_accounts_go_on() => GoesOn(
        () => new StrongBox<Distinct<UserId>>(),
        (distinct, h) => distinct.Value.Touch(TextLines.User(h.Who), h.At),
        (distinct, writer) => distinct.Value.Save(writer),
        reader => new StrongBox<Distinct<UserId>>(Distinct<UserId>.Restore(reader)),
        (distinct, now) => [.. Windows.Select(w => (double)distinct.Value.Count(w, now))]);

    [Fact]
    public void Evidence_about_ages_goes_on()
    {
        var newest = new ConditionalWeakTable<AgeEvidence, StrongBox<DateTimeOffset>>();
        GoesOn(
            () => new AgeEvidence(Model, AgeOptions),
            (evidence, h) =>
            {
                // Frames come in order: the others are dropped before evidence sees them.
                if (evidence.ClearFaces == 0 || h.At >= newest.GetOrCreateValue(evidence).Value)
                    evidence.Add(8 + 20 * h.Share, newest.GetOrCreateValue(evidence).Value = h.At);
            },
            (evidence, writer) => evidence.Save(writer),
            reader => AgeEvidence.Restore(reader, Model, AgeOptions),
            (evidence, now) => [evidence.Under18 ?? -1, evidence.MeanReadYears ?? -1, evidence.EffectiveFaces, evidence.ClearFaceSeconds, evidence.ClearFaces, .. Windows.Select(w => evidence.ClearFaceSecondsOver(w, now))],
            (from, to) => newest.GetOrCreateValue(to).Value = newest.GetOrCreateValue(from).Value);
    }

    [Fact]
    public void Evidence_out_of_text_goes_on() => GoesOn(
        () => new TextEvidence(TextOptions),
        (evidence, h) =>
        {
            evidence.See(h.At);
            if (h.Labels.Length + h.Rules.Length > 0)
                evidence.Add(h.Reading);
        },
        (evidence, writer) => evidence.Save(writer),
        reader => TextEvidence.Restore(reader, TextOptions),
        (evidence, now) =>
        [
            evidence.LinesSeen, evidence.SeenPerMinute(now),
            .. Enumerable.Range(0, TextChannel.Count).SelectMany(c => new[] { evidence.PerMinute(c, now), evidence.Share(c, now), evidence.SustainedSeconds(c, now) }),
            .. Windows.SelectMany(w => new double[]
            {
                evidence.AllLines(now, w), evidence.Lines(TextChannel.SolicitationLabels, now, w), evidence.ExactLines(TextChannel.AllLabels, now, w), evidence.Hits(uint.MaxValue, now, w),
                evidence.Authors(TextChannel.AllLabels, now, w).All, evidence.Authors(TextChannel.AllLabels, now, w).New,
            }),
            .. evidence.Kept.SelectMany(line => Labels.Select(label => line.Score(1u << (int)label))),
            .. evidence.Kept.SelectMany(line => new double[] { line.At.UtcTicks, line.Line.Offset, line.Line.Partition, line.MessageId.Length, line.Author!.Value.Value.Length, line.IsByNewAccount ? 1 : 0, line.Labels, line.Rules, line.Aspects, Array.IndexOf(Languages, line.Language) }),
        ]);

    [Fact]
    public void Conversations_go_on() => GoesOn(
        () => new Conversation(TextOptions),
        (conversation, h) => conversation.Add(h.Reading),
        (conversation, writer) => conversation.Save(writer),
        reader => Conversation.Restore(reader, TextOptions),
        (conversation, now) => [conversation.At(now).Rank, conversation.At(now).Lines, conversation.At(now).Aspects, conversation.At(now).IsLure ? 1 : 0]);

    [Fact]
    public void Remembered_samples_go_on() => GoesOn(
        () => new Repeats(),
        (repeats, h) => repeats.Count += repeats.Samples.Add($"s{h.Who}", h.At) ? 0 : 1,
        (repeats, writer) =>
        {
            repeats.Samples.Save(writer);
            writer.Write((long)repeats.Count);
        },
        reader => new Repeats { Samples = RecentSamples.Restore(reader, 12, TimeSpan.FromMinutes(1)), Count = reader.ReadCount() },
        (repeats, _) => [repeats.Count, repeats.Samples.Count]);

    [Fact]
    public void Evidence_of_money_goes_on()
    {
        foreach (var side in Enum.GetValues<MoneySide>())
        {
            GoesOn(
                () => new MoneyEvidence(side, LiveLog.Start.AddSeconds(5_000)),
                (money, h) => money.Take(h.Gift, h.At),
                (money, writer) => money.Save(writer),
                MoneyEvidence.Restore,
                (money, now) =>
                [
                    .. Windows.SelectMany(w => new[] { money.Coins(w, now), money.Count(w, now), money.Others(w, now), money.Amount("C10", w, now), money.Amount("C05", w, now) }),
                    money.UsualRate(now), money.TakenBackAt?.UtcTicks ?? -1, money.NewestAt?.UtcTicks ?? -1, Said(money.StoredInstrument), Said(money.ThirdPartyInstrument), (double)money.Side, money.Since.UtcTicks,
                ]);
        }
    }

    [Fact]
    public void Evidence_of_flags_goes_on() => GoesOn(
        () => new FlagEvidence(),
        (flags, h) => flags.Take(h.Flag, h.At, h.Who % 3 == 0 ? null : new FlaggingStanding(h.Who, h.Who / 2)),
        (flags, writer) => flags.Save(writer),
        FlagEvidence.Restore,
        (flags, now) => [.. Windows.SelectMany(w => new[] { null, "r1", "r17", "r3" }.SelectMany(r => new[] { flags.Count(r, w, now), flags.Weight(r, w, now), flags.Trusted(r, w, now) }))]);

    [Fact]
    public void Standings_go_on() => GoesOn(
        () => new StandingBook(),
        (book, h) => book.Take(h.Standing),
        (book, writer) => book.Save(writer),
        StandingBook.Restore,
        (book, now) =>
        [
            book.Count,
            .. Enumerable.Range(0, 41).Select(TextLines.User).SelectMany(user => new[]
            {
                book.Find(user)?.Strikes ?? -1, (double?)book.Find(user)?.AgeAssurance ?? -1, book.Find(user)?.Spending?.CoinsPerDay ?? -1, book.Find(user)?.Circulation?.ReturnedShare ?? -1,
                book.Flagging(user)?.Upheld ?? -1, book.RefundedAt(user, TextLines.User(1))?.UtcTicks ?? -1, book.TakenBackAt(user)?.UtcTicks ?? -1,
                book.Find(user)?.ExemptUntil.GetValueOrDefault("p1").UtcTicks ?? -1,
            }),
        ]);

    /// <summary>Writes evidence down at some point of a history, reads it back, and lets both go on.</summary>
    private static void GoesOn<T>(
        Func<T> make, Action<T, Happening> take, Action<T, StateWriter> save, Func<StateReader, T> restore, Func<T, DateTimeOffset, IReadOnlyList<double>> read, Action<T, T>? besides = null) =>
        Gen.Select(Histories, Gen.Double[0, 1]).Sample((history, share) =>
        {
            var (original, cut, now) = (make(), (int)(share * history.Length), LiveLog.Start.AddSeconds(5_000));
            foreach (var happening in history[..cut])
                take(original, happening);
            var bytes = Bytes(original, save);
            var reader = new StateReader(bytes);
            var restored = restore(reader);
            besides?.Invoke(original, restored);
            Assert.True(reader.AtEnd);
            Assert.Equal(bytes, Bytes(restored, save));
            Assert.Equal(Text(read(original, now)), Text(read(restored, now)));
            foreach (var happening in history[cut..])
            {
                take(original, happening);
                take(restored, happening);
                now = now > happening.At ? now : happening.At;
                Assert.Equal(Text(read(original, now)), Text(read(restored, now)));
            }

            Assert.Equal(Bytes(original, save), Bytes(restored, save));
            // Whatever was cut off is noticed, and nothing but a format error comes of it.
            for (var length = bytes.Length - 1; length >= 0; length -= 1 + bytes.Length / 20)
                Assert.Throws<FormatException>(() => restore(new StateReader(bytes.AsMemory(0, length))));
        });

    private static byte[] Bytes<T>(T evidence, Action<T, StateWriter> save)
    {
        var writer = new StateWriter();
        save(evidence, writer);
        return writer.Written.ToArray();
    }

    private static string Text(IReadOnlyList<double> reads) => string.Join(' ', reads.Select(r => r.ToString("R", CultureInfo.InvariantCulture)));

    private static double Said(bool? truth) => truth is null ? -1 : truth.Value ? 1 : 0;

    private sealed class Parts
    {
        public DecayedSum Sum;
        public SustainedRun Run;

        public required OrdinaryShare Share { get; init; }
    }

    private sealed class Repeats
    {
        public RecentSamples Samples { get; init; } = new(12, TimeSpan.FromMinutes(1));

        public int Count { get; set; }
    }

    private sealed record Happening(double Second, int Who, double Share, TextLabel[] Labels, TextRule[] Rules)
    {
        public DateTimeOffset At => LiveLog.Start.AddSeconds(Second);

        public LineReading Reading => LineReading.Of(
            TextLines.Line(Second, $"m{Who}", TextLines.User(Who)).Flagged(Share, Labels).Hit(Rules).By(Who / 2.0) with { Language = Languages[Who % 3] }, TextOptions.NewAccountAge);

        public GiftRecord Gift => MoneyAndFlags.Gift(Second, 1 + Who, $"u{Who}", $"p{Who}", string.Create(CultureInfo.InvariantCulture, $"C{Who % 12:00}"), 7 * Who) with
        {
            Event = Share > 0.95 ? GiftEvent.ChargedBack : GiftEvent.Sent,
            StoredInstrument = Labels.Length == 0 ? null : Share > 0.5,
            ThirdPartyInstrument = Rules.Length == 0 ? null : Share > 0.3,
        };

        public FlagRecord Flag => MoneyAndFlags.Flag(Second, $"u{Who}", $"r{Who % 20}", Share > 0.8);

        public StandingRecord Standing => MoneyAndFlags.Standing(Second, $"u{Who}", [.. Labels.Select((_, i) => MoneyAndFlags.Refund(Second - 100 * i, $"u{(Who + i) % 41}"))]) with
        {
            Strikes = Who - 3,
            AgeAssurance = (AgeAssurance)(Who % 3),
            ExemptUntil = Rules.ToDictionary(rule => $"p{(int)rule}", rule => At.AddHours((int)rule)),
            Spending = Share > 0.5 ? new SpendingStanding(Who, 100 * Share, Share) : null,
            Circulation = Share < 0.5 ? new CirculationStanding(Who, 1_000 + Who, Share, 3) : null,
            Flagging = Who % 2 == 0 ? new FlaggingStanding(Who, 1) : null,
        };
    }
}
