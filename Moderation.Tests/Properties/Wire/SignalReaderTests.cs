using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Tests.Unit.Wire;

namespace Moderation.Tests.Properties.Wire;

/// <summary>The reader of the log against the generated one, which is its naive twin.</summary>
public sealed class SignalReaderTests
{
    // A number too large for a double is read as infinite, and must still compare.
    private static readonly JsonSerializerOptions Telling = new(WireJson.Default.Options) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly byte[][] Examples =
        [.. WireExamples.All.Where(example => example.Type == typeof(SignalRecord)).Select(example => JsonSerializer.SerializeToUtf8Bytes(example.Json))];

    [Fact]
    public void Whatever_the_bytes_are_both_readers_make_the_same_record_of_them_or_the_same_dead_letter()
    {
        var (reader, tally) = (new SignalReader(), new Tally());
        // One after the other by the same reader: what it remembers of one entry must not show in the next.
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var json = TwistedJson.Of(random.Next(8) == 0 ? Examples[random.Next(Examples.Length)] : Json(RandomSignals.Draw(random)), random);
                return Tell(tally.Count(RecordReader.Read(json, WireJson.Default.SignalRecord), json)) == Tell(reader.Read(json));
            },
            iter: 20_000,
            threads: 1);

        Assert.True(tally is { Short: > 4_000, OtherForm: > 1_000 } && tally.Refused.Count >= 3, $"too dull to prove anything: {tally}");
    }

    [Fact]
    public void Whatever_one_thing_is_altered_both_readers_make_the_same_record_of_it_or_the_same_dead_letter()
    {
        var (reader, tally) = (new SignalReader(), new Tally());
        foreach (var json in Enumerable.Range(0, 60).Select(seed => Json(RandomSignals.Draw(new Random(seed)))))
        {
            using var document = JsonDocument.Parse(json);
            var text = Encoding.UTF8.GetString(json);
            foreach (var altered in AlteredJson.Each(document.RootElement).Concat([$" {text}\n", $"{text}x", $"{text}{text}", $"{text}}}"]).Select(Encoding.UTF8.GetBytes))
            {
                // first as it was: what the reader remembers of that must not show in the altered one
                Assert.Equal(Tell(RecordReader.Read(json, WireJson.Default.SignalRecord)), Tell(reader.Read(json)));
                Assert.Equal(Tell(tally.Count(RecordReader.Read(altered, WireJson.Default.SignalRecord), altered)), Tell(reader.Read(altered)));
            }
        }

        Assert.True(tally is { Short: > 1_000, OtherForm: > 1_000 } && tally.Refused.Count >= 3, $"too dull to prove anything: {tally}");
    }

    [Fact]
    public void Every_cut_of_an_entry_is_refused_alike()
    {
        var reader = new SignalReader();
        foreach (var json in Enumerable.Range(0, 40).Select(seed => Json(RandomSignals.Draw(new Random(seed)))))
        {
            for (var length = 0; length <= json.Length; length++)
                Assert.Equal(Tell(RecordReader.Read(json.AsSpan(0, length), WireJson.Default.SignalRecord)), Tell(reader.Read(json.AsSpan(0, length))));
        }
    }

    [Fact]
    public void What_this_service_writes_is_read_the_short_way_whichever_fields_are_there()
    {
        var (written, seen) = (new WrittenSignals(), new HashSet<string>());
        foreach (var json in Enumerable.Range(0, 3_000).Select(seed => Json(RandomSignals.Draw(new Random(seed)))))
        {
            using var document = JsonDocument.Parse(json);
            Note(document.RootElement, "", seen);
            // Escapes are the one thing that is left to the other reader.
            Assert.Equal(!json.Contains((byte)'\\'), written.TryRead(json) is not null);
        }

        Type[] types = [typeof(TextSignal), typeof(LabelScore), typeof(RuleHit), typeof(ModelRef), typeof(FrameSignal), typeof(FaceSignal), typeof(FaceQualitySignal), typeof(AgeReading), typeof(GiftSignal), typeof(GiftRecord)];
        var names = types.SelectMany(type => WireJson.Default.GetTypeInfo(type)!.Properties).Select(property => property.Name).Distinct();
        Assert.Empty(names.Except(seen));
    }

    [Fact]
    public void Entries_share_the_models_and_topics_that_stay_the_same()
    {
        var reader = new SignalReader();
        var json = Json(TextLines.Line(1, "m1"));
        var (first, second) = (Assert.IsType<TextSignal>(reader.Read(json).Record), Assert.IsType<TextSignal>(reader.Read(json).Record));

        Assert.Same(first.Models, second.Models);
        Assert.Same(first.Line.Topic, second.Line.Topic);
    }

    [Fact]
    public void Lines_of_one_language_share_its_name_also_where_languages_take_turns()
    {
        var reader = new SignalReader();
        List<string?> told = ["en", "fr", "en", null, "fr"];
        var read = told.ConvertAll(language => Assert.IsType<TextSignal>(reader.Read(Json(TextLines.Line(1, "m1") with { Language = language })).Record).Language);

        Assert.Equal(told, read);
        Assert.Same(read[0], read[2]);
        Assert.Same(read[1], read[4]);
    }

    private static byte[] Json(SignalRecord signal) => JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord);

    private static string Tell(ReadOutcome<SignalRecord> outcome) =>
        $"{outcome.Reason} {outcome.Detail} {outcome.Record?.GetType().Name} {(outcome.Record is null ? "" : JsonSerializer.Serialize(outcome.Record, Telling))}";

    private static void Note(JsonElement element, string name, HashSet<string> seen)
    {
        seen.Add(name);
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in element.EnumerateObject())
                Note(field.Value, field.Name, seen);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Note(item, "", seen);
        }
    }

    /// <summary>What the inputs were worth.</summary>
    private sealed class Tally
    {
        private readonly WrittenSignals _written = new();

        public HashSet<DeadLetterReason> Refused { get; } = [];

        public int Short { get; private set; }

        public int OtherForm { get; private set; }

        public ReadOutcome<SignalRecord> Count(ReadOutcome<SignalRecord> outcome, byte[] json)
        {
            var isShort = _written.TryRead(json) is not null;
            Short += isShort ? 1 : 0;
            OtherForm += !isShort && outcome.Record is TextSignal or FrameSignal or GiftSignal ? 1 : 0;
            if (outcome.Reason is { } reason)
                Refused.Add(reason);
            return outcome;
        }

        public override string ToString() => $"{Short} the short way, {OtherForm} of another form, refused for {string.Join(", ", Refused)}";
    }
}
