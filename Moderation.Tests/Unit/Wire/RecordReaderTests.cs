using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Wire;

public sealed class RecordReaderTests
{
    private const string Marker = "Qmarkerq";

    public static TheoryData<string> TypeNames => WireExamples.TypeNames;

    [Fact]
    public void Every_example_comes_back_as_it_was_written()
    {
        foreach (var (type, json) in WireExamples.All)
        {
            var reading = WireExamples.Read(type, json);

            Assert.True(reading.Record is not null, $"{type.Name}: {reading.Detail}");
            Assert.Equal(json.ToJsonString(), WireExamples.ToJson(reading.Record, type).ToJsonString());
        }
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Unknown_fields_are_ignored(string typeName)
    {
        var json = WireExamples.First(typeName);
        var before = json.ToJsonString();
        json["laterField"] = new JsonObject { ["deep"] = new JsonArray(1, "two", null) };

        var reading = WireExamples.Read(WireExamples.TypeOf(typeName), json);

        Assert.Equal(before, WireExamples.ToJson(reading.Record!, WireExamples.TypeOf(typeName)).ToJsonString());
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void A_missing_required_field_is_named(string typeName)
    {
        var required = Properties(typeName).Where(property => property.IsRequired).Select(property => property.Name).ToArray();
        Assert.Contains("v", required);
        foreach (var field in required)
        {
            var json = WireExamples.First(typeName);
            json.Remove(field);

            var reading = WireExamples.Read(WireExamples.TypeOf(typeName), json);

            Assert.Equal((DeadLetterReason.InvalidRecord, $"missing required fields '{field}'"), (reading.Reason, reading.Detail));
        }
    }

    [Theory]
    [InlineData("""{"v":1,"liveId":"l","at":"2026-03-01T12:00:00Z","kind":"frame","sampleId":"s","frame":{"partition":1,"offset":2}}""", "topic")]
    [InlineData("""{"v":1,"liveId":"l","at":"2026-03-01T12:00:00Z","kind":"frame","sampleId":"s","frame":{"topic":"t","partition":1}}""", "offset")]
    [InlineData("""{"v":1,"liveId":"l","at":"2026-03-01T12:00:00Z","kind":"frame","sampleId":"s","frame":{}}""", "topic")]
    public void A_reference_to_a_record_is_whole_or_refused(string json, string missing)
    {
        var reading = WireExamples.Read(typeof(SignalRecord), json);

        Assert.Equal(DeadLetterReason.InvalidRecord, reading.Reason);
        Assert.Contains($"'{missing}'", reading.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subject_without_an_account_comes_back()
    {
        var json = WireExamples.First(nameof(ReportRecord));
        Assert.True(json["subject"]!.AsObject().Remove("userId"));

        var reading = WireExamples.Read(typeof(ReportRecord), json);

        Assert.Null(Assert.IsType<ReportRecord>(reading.Record).Subject.UserId);
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void A_value_of_the_wrong_type_is_refused_at_its_field(string typeName)
    {
        foreach (var property in Properties(typeName))
        {
            var json = WireExamples.First(typeName);
            json[property.Name] = new JsonArray(new JsonArray(Marker));

            var reading = WireExamples.Read(WireExamples.TypeOf(typeName), json);

            Assert.Equal(DeadLetterReason.InvalidRecord, reading.Reason);
            Assert.Contains($"$.{property.Name}", reading.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain(Marker, reading.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void A_number_in_the_place_of_a_word_is_refused(string typeName)
    {
        foreach (var property in Properties(typeName).Where(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum))
        {
            foreach (var value in new JsonNode[] { 0, "0", "NoSuchWord" })
            {
                var json = WireExamples.First(typeName);
                json[property.Name] = value;

                Assert.Equal(DeadLetterReason.InvalidRecord, WireExamples.Read(WireExamples.TypeOf(typeName), json).Reason);
            }
        }
    }

    [Fact]
    public void An_entry_of_a_kind_that_came_later_is_read_as_a_plain_entry()
    {
        var json = WireExamples.First(nameof(SignalRecord));
        json["kind"] = "gift_wave";

        Assert.Equal(typeof(SignalRecord), WireExamples.Read(typeof(SignalRecord), json).Record!.GetType());
    }

    [Fact]
    public void The_kind_may_stand_last()
    {
        var json = WireExamples.First(nameof(SignalRecord));
        var kind = json["kind"]!.DeepClone();
        json.Remove("kind");
        json["kind"] = kind;

        Assert.IsType<FrameSignal>(WireExamples.Read(typeof(SignalRecord), json).Record);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("{}{}")]
    [InlineData("{\"v\":1,\"v\":1}")]
    [InlineData("{\"v\":1e999}")]
    [InlineData("{\"v\":99999999999999999999}")]
    [InlineData("{\"kind\":5}")]
    [InlineData("{\"$ref\":\"1\",\"$id\":\"1\",\"$type\":\"x\"}")]
    public void What_is_no_record_is_refused(string json)
    {
        foreach (var type in WireExamples.All.Select(example => example.Type).Distinct())
            Assert.NotNull(WireExamples.Read(type, json).Reason);
    }

    [Fact]
    public void An_empty_value_has_its_own_reason() =>
        Assert.Equal(DeadLetterReason.EmptyValue, WireExamples.Read(typeof(ChatRecord), "").Reason);

    [Theory]
    [InlineData(31, true)]
    [InlineData(33, false)]
    [InlineData(100_000, false)]
    public void Depth_has_an_end(int depth, bool isRead)
    {
        var json = WireExamples.First(nameof(ChatRecord)).ToJsonString();
        var deep = $"{json[..^1]},\"later\":{new string('[', depth)}{new string(']', depth)}}}";

        Assert.Equal(isRead, WireExamples.Read(typeof(ChatRecord), deep).Reason is null);
    }

    [Fact]
    public void A_field_that_stands_twice_is_refused()
    {
        var json = WireExamples.First(nameof(ChatRecord)).ToJsonString();

        Assert.Equal(DeadLetterReason.InvalidRecord, WireExamples.Read(typeof(ChatRecord), $"{json[..^1]},\"text\":\"other\"}}").Reason);
    }

    [Theory]
    [InlineData("\\ud83d stay", "\uFFFD stay")]
    [InlineData("\\ude00\\ud83d", "\uFFFD\uFFFD")]
    [InlineData("\\ud83d\\ude00", "\U0001F600")]
    [InlineData("a\\tb\\\\c\\/d\\\"e\\u00e9", "a\tb\\c/d\"eé")]
    public void A_line_of_chat_is_read_whatever_its_escapes_so_that_nobody_keeps_it_from_being_scored(string escaped, string read)
    {
        var json = WireExamples.First(nameof(ChatRecord)).ToJsonString().Replace("good evening", escaped, StringComparison.Ordinal);

        var outcome = RecordReader.Read(System.Text.Encoding.UTF8.GetBytes(json), WireJson.Default.ChatRecord);

        Assert.Contains(read, outcome.Record!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frame", "faces")]
    [InlineData("frame", "models")]
    [InlineData("text", "scores")]
    [InlineData("text", "rules")]
    public void A_list_that_is_left_out_is_empty_and_not_null(string kind, string field)
    {
        var json = WireExamples.All.Where(example => example.Type == typeof(SignalRecord)).Select(example => example.Json).First(example => (string?)example["kind"] == kind).DeepClone().AsObject();
        Assert.True(json.Remove(field));

        var record = RecordReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), WireJson.Default.SignalRecord).Record!;

        Assert.Empty((System.Collections.IEnumerable)record.GetType().GetProperties().Single(p => p.Name.Equals(field, StringComparison.OrdinalIgnoreCase)).GetValue(record)!);
    }

    [Fact]
    public void A_line_of_chat_in_broken_utf8_is_read()
    {
        var json = System.Text.Encoding.UTF8.GetBytes(WireExamples.First(nameof(ChatRecord)).ToJsonString());
        json[json.AsSpan().IndexOf("good evening"u8)] = 0xff;

        Assert.Contains("\uFFFDood evening", RecordReader.Read(json, WireJson.Default.ChatRecord).Record!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_where_nobody_speaks()
    {
        var json = WireExamples.First(nameof(GiftRecord));
        var text = json.ToJsonString();
        var id = json["giftId"]!.GetValue<string>();

        Assert.NotNull(WireExamples.Read(typeof(GiftRecord), text.Replace(id, "\\ud83d", StringComparison.Ordinal)).Reason);
    }

    [Fact]
    public void Five_megabytes_of_text_are_read()
    {
        var json = WireExamples.First(nameof(ChatRecord));
        json["text"] = new string('a', 5 << 20);

        Assert.Null(WireExamples.Read(typeof(ChatRecord), json).Reason);
    }

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void A_newer_version_is_told_from_a_broken_record(string typeName)
    {
        var type = WireExamples.TypeOf(typeName);
        var json = WireExamples.First(typeName);
        json["v"] = WireVersion.Current + 1;
        Assert.Equal(DeadLetterReason.UnknownVersion, WireExamples.Read(type, json).Reason);

        var changed = new JsonObject { ["later"] = true, ["v"] = WireVersion.Current + 1 };
        Assert.Equal(DeadLetterReason.UnknownVersion, WireExamples.Read(type, changed).Reason);
    }

    [Theory]
    [InlineData("""{"v":1,"Qmarkerq":1,"Qmarkerq":2}""")]
    [InlineData("""{"v":1,"missing required properties including: Qmarkerq":1,"missing required properties including: Qmarkerq":2}""")]
    [InlineData("""{"v":1,"JSON deserialization for type 'Qmarkerq' missing required properties including: Qmarkerq":{,}}""")]
    [InlineData("""{"v":"Qmarkerq"}""")]
    [InlineData("""{"v":1,"userId":"Qmarkerq !"}""")]
    [InlineData("""{"v":1,"userId":"u","at":"2026-03-01T12:00:00Z","strikes":0,"ageAssurance":"none","exemptUntil":{"Qmarkerq":"Qmarkerq"}}""")]
    [InlineData("""{"v":1,"userId":"u","at":"2026-03-01T12:00:00Z","strikes":0,"ageAssurance":"none","exemptUntil":{"a.b[Qmarkerq]":[]}}""")]
    [InlineData("""{"v":1,"userId":"u","at":"2026-03-01T12:00:00Z","strikes":0,"ageAssurance":"none","exemptUntil":{"Qmarkerq":"2026-03-01T12:00:00Z","Qmarkerq":"2026-03-01T12:00:00Z"}}""")]
    [InlineData("""{"v":1,"kind":"Qmarkerq","liveId":{"Qmarkerq":1}}""")]
    [InlineData("""{"v":1,"source":"Qmarkerq"}""")]
    [InlineData("""Qmarkerq""")]
    public void Nothing_of_the_input_is_repeated(string json)
    {
        foreach (var type in WireExamples.All.Select(example => example.Type).Distinct())
        {
            var reading = WireExamples.Read(type, json);

            Assert.NotNull(reading.Reason);
            Assert.DoesNotContain(Marker, reading.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whatever_one_thing_is_altered_nothing_is_thrown_and_no_list_that_was_read_has_a_hole()
    {
        var tried = 0;
        foreach (var (type, json) in WireExamples.All)
        {
            using var document = JsonDocument.Parse(json.ToJsonString());
            foreach (var altered in AlteredJson.Each(document.RootElement))
            {
                var reading = WireExamples.Read(type, altered);
                tried++;
                Assert.True(reading.Reason is not null || !HasHole(reading.Record), $"{type.Name}: {altered}");
            }
        }

        Assert.True(tried > 5_000, $"{tried} are too few to prove anything");
    }

    private static bool HasHole(object? value) => value switch
    {
        null or string or byte[] or ValueType => false,
        System.Collections.IEnumerable items => items.Cast<object?>().Any(item => item is null || HasHole(item)),
        _ => value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0).Any(property => HasHole(property.GetValue(value))),
    };

    private static IEnumerable<JsonPropertyInfo> Properties(string typeName)
    {
        var type = WireExamples.TypeOf(typeName) == typeof(SignalRecord) ? typeof(FrameSignal) : WireExamples.TypeOf(typeName);
        return WireJson.Default.Options.GetTypeInfo(type).Properties;
    }
}
