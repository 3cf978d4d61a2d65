using CsCheck;
using Moderation.Tests.Unit.Wire;

namespace Moderation.Tests.Properties;

public sealed class RecordReaderProperties
{
    private static readonly (Type Type, byte[] Json)[] Examples =
        [.. WireExamples.All.Select(example => (example.Type, System.Text.Encoding.UTF8.GetBytes(example.Json.ToJsonString())))];

    private static readonly byte[] Punctuation = [.. "{}[]\",:\\0e-.tn"u8];

    [Fact]
    public void Any_bytes_are_read_or_refused_and_never_thrown_at_the_caller() =>
        Gen.Select(AnyOf(Examples), Gen.Byte.Array[0, 200]).Sample((example, bytes) => IsDecided(example.Type, bytes));

    [Fact]
    public void A_damaged_record_is_read_or_refused_and_never_thrown_at_the_caller()
    {
        var damage = Gen.Select(Gen.Int[0, 1 << 20], Gen.Frequency((1, Gen.Byte), (3, AnyOf(Punctuation))), Gen.Int[0, 2]);
        Gen.Select(AnyOf(Examples), damage.Array[1, 4]).Sample((example, damages) => IsDecided(example.Type, Damage(example.Json, damages)));
    }

    private static Gen<T> AnyOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static bool IsDecided(Type type, byte[] value)
    {
        var reading = WireExamples.Read(type, value);
        return reading.Record is null == reading.Reason is not null;
    }

    /// <summary>Overwrites, inserts or removes one byte at a time.</summary>
    private static byte[] Damage(byte[] json, (int At, byte Byte, int How)[] damages)
    {
        var bytes = new List<byte>(json);
        foreach (var (at, with, how) in damages)
        {
            var index = at % bytes.Count;
            if (how == 0)
                bytes[index] = with;
            else if (how == 1)
                bytes.Insert(index, with);
            else
                bytes.RemoveAt(index);
        }

        return [.. bytes];
    }
}
