using CsCheck;
using Moderation.Core.Evidence;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evidence;

public sealed class StateFormTests
{
    private static readonly Gen<double> AnyNumber = Gen.OneOf(
        Gen.Double, Gen.Int.Select(i => (double)i), Among(0, -0.0, double.NaN, double.PositiveInfinity, double.MinValue, double.Epsilon, 1L << 50, -(1L << 50), 1L << 53));

    private static readonly Gen<DateTimeOffset> AnyTime = Gen.OneOf(Gen.Const(default(DateTimeOffset)), Gen.Const(DateTimeOffset.MaxValue), Gen.DateTimeOffset);

    [Fact]
    public void Whatever_is_written_is_read_back_to_the_last_bit() => Gen.Select(
        Gen.OneOf(Gen.Long, Among(long.MinValue, long.MaxValue, 0, -1)), AnyNumber, AnyTime, Gen.OneOf(Among<string?>(null, "", "topic", "ä"), Gen.String.AlphaNumeric.Select(s => (string?)s)), Gen.Bool)
        .Array[0, 40].Sample(rows =>
        {
            var writer = new StateWriter();
            foreach (var (whole, number, time, text, truth) in rows)
            {
                writer.Write(whole);
                writer.Write(number);
                writer.Write((double?)(truth ? number : null));
                writer.Write(time);
                writer.Write(truth ? time : (DateTimeOffset?)null);
                writer.Write(text);
                writer.Write(truth);
                writer.Write(truth ? null : (bool?)truth);
                writer.WriteBits((ulong)whole);
                writer.Write(new RecordRef(text!, (int)whole, whole));
            }

            var reader = new StateReader(writer.Written.ToArray());
            foreach (var (whole, number, time, text, truth) in rows)
            {
                Assert.Equal(whole, reader.ReadLong());
                Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(reader.ReadDouble()));
                Assert.Equal(truth ? BitConverter.DoubleToInt64Bits(number) : (long?)null, reader.ReadDoubleOrNull() is { } read ? BitConverter.DoubleToInt64Bits(read) : null);
                Assert.Equal(time.UtcTicks, reader.ReadTime().UtcTicks);
                Assert.Equal(truth ? time.ToUniversalTime() : (DateTimeOffset?)null, reader.ReadTimeOrNull());
                Assert.Equal(text, reader.ReadString());
                Assert.Equal(truth, reader.ReadBool());
                Assert.Equal(truth ? null : (bool?)false, reader.ReadBoolOrNull());
                Assert.Equal((ulong)whole, reader.ReadBits());
                Assert.Equal(new RecordRef(text!, (int)whole, whole), reader.ReadRef());
            }

            Assert.True(reader.AtEnd);
        });

    [Fact]
    public void Bytes_of_something_else_are_a_format_error_and_nothing_worse() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        Action<StateReader>[] reads =
        [
            r => r.ReadLong(), r => r.ReadCount(), r => r.ReadBool(), r => r.ReadDouble(), r => r.ReadTime(), r => r.ReadText(), r => r.ReadId<UserId>(), r => r.ReadRef(),
            r => EventSeries.Restore(r), r => MoneyEvidence.Restore(r), r => FlagEvidence.Restore(r), r => StandingBook.Restore(r),
        ];
        foreach (var read in reads)
        {
            if (Record.Exception(() => read(new StateReader(bytes))) is { } e)
                Assert.IsType<FormatException>(e);
        }
    });

    [Fact]
    public void A_text_and_a_time_told_again_cost_little()
    {
        var writer = new StateWriter();
        writer.Write("moderation.signals");
        writer.Write(LiveLog.Start);
        var before = writer.Written.Length;
        writer.Write("moderation.signals");
        writer.Write(LiveLog.Start.AddSeconds(1));
        Assert.InRange(writer.Written.Length - before, 2, 6);
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
