using System.Text.Json;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>Reads lines, frames and gifts as this service writes them: nearly all of a live's log.</summary>
/// <remarks>
/// Field follows field as in <see cref="WireJson"/>, base fields last. What is the same from entry to entry, topics, models and languages, is the same object: every live
/// remembers them, and ten thousand copies would have to be collected again and again. Threads: one at a time.
/// </remarks>
internal sealed class WrittenSignals
{
    private readonly List<LabelScore> _scores = [];
    private readonly List<RuleHit> _rules = [];
    private readonly List<FaceSignal> _faces = [];
    private readonly List<FaceFault> _faults = [];
    private readonly SteadyModels _frameModels = new();
    private readonly SteadyModels _lineModels = new();
    private readonly SteadyTexts _languages = new();
    private SteadyText _chatTopic;
    private SteadyText _frameTopic;
    private SteadyText _currency;

    /// <summary>The entry; null when it is another one, or not written so.</summary>
    public SignalRecord? TryRead(ReadOnlySpan<byte> value)
    {
        try
        {
            var json = new WrittenJson(value);
            json.BeginObject();
            json.Pass("kind"u8);
            var signal = Read(ref json, json.Plain());
            json.End();
            return json.IsOther ? null : signal;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private SignalRecord? Read(ref WrittenJson json, ReadOnlySpan<byte> kind) =>
        kind.SequenceEqual("text"u8) ? Line(ref json)
        : kind.SequenceEqual("frame"u8) ? Frame(ref json)
        : kind.SequenceEqual("gift"u8) ? Gift(ref json)
        : null;

    private TextSignal Line(ref WrittenJson json) => new()
    {
        SampleId = json.Id<SampleId>("sampleId"u8),
        Line = Reference(ref json, "line"u8, ref _chatTopic),
        MessageId = json.Text("messageId"u8),
        Source = json.Word<TextSource>("source"u8),
        AuthorId = json.IdOrNull<UserId>("authorId"u8),
        AuthorSince = json.TimeOrNull("authorSince"u8),
        ReplyTo = json.IdOrNull<UserId>("replyTo"u8),
        NotScored = json.WordOrNull<TextNotScoredReason>("notScored"u8),
        Language = _languages.ReadOrNull(ref json, "language"u8),
        Scores = Scores(ref json),
        Rules = Rules(ref json),
        Truncated = json.Truth("truncated"u8),
        Models = _lineModels.Read(ref json),
        V = json.Whole("v"u8),
        LiveId = json.Id<LiveId>("liveId"u8),
        At = json.Time("at"u8),
    };

    private FrameSignal Frame(ref WrittenJson json) => new()
    {
        SampleId = json.Id<SampleId>("sampleId"u8),
        Frame = Reference(ref json, "frame"u8, ref _frameTopic),
        NotScored = json.WordOrNull<NotScoredReason>("notScored"u8),
        WidthPx = json.Whole("widthPx"u8),
        HeightPx = json.Whole("heightPx"u8),
        Models = _frameModels.Read(ref json),
        Faces = Faces(ref json),
        V = json.Whole("v"u8),
        LiveId = json.Id<LiveId>("liveId"u8),
        At = json.Time("at"u8),
    };

    private GiftSignal Gift(ref WrittenJson json)
    {
        json.Pass("gift"u8);
        json.BeginObject();
        var gift = new GiftRecord
        {
            V = json.Whole("v"u8),
            LiveId = json.Id<LiveId>("liveId"u8),
            GiftId = json.Text("giftId"u8),
            At = json.Time("at"u8),
            Event = json.Word<GiftEvent>("event"u8),
            PayerId = json.Id<UserId>("payerId"u8),
            ReceiverId = json.Id<ParticipantId>("receiverId"u8),
            ReceiverUserId = json.IdOrNull<UserId>("receiverUserId"u8),
            PayerTeamId = json.TextOrNull("payerTeamId"u8),
            ReceiverTeamId = json.TextOrNull("receiverTeamId"u8),
            Coins = json.Long("coins"u8),
            AmountMinor = json.Long("amountMinor"u8),
            Currency = _currency.Read(ref json, "currency"u8),
            MatchId = json.TextOrNull("matchId"u8),
            StoredInstrument = json.TruthOrNull("storedInstrument"u8),
            ThirdPartyInstrument = json.TruthOrNull("thirdPartyInstrument"u8),
        };
        json.EndObject();
        return new GiftSignal { Gift = gift, V = json.Whole("v"u8), LiveId = json.Id<LiveId>("liveId"u8), At = json.Time("at"u8) };
    }

    private static RecordRef Reference(ref WrittenJson json, ReadOnlySpan<byte> name, ref SteadyText topic)
    {
        json.Pass(name);
        json.BeginObject();
        var reference = new RecordRef(topic.Read(ref json, "topic"u8), json.Whole("partition"u8), json.Long("offset"u8));
        json.EndObject();
        return reference;
    }

    private LabelScore[] Scores(ref WrittenJson json)
    {
        _scores.Clear();
        for (json.BeginList("scores"u8); json.HasMore(); json.EndObject())
        {
            json.BeginObject();
            _scores.Add(new LabelScore(json.Word<TextLabel>("label"u8), json.Number("score"u8), json.Truth("flagged"u8)));
        }

        return [.. _scores];
    }

    private RuleHit[] Rules(ref WrittenJson json)
    {
        _rules.Clear();
        for (json.BeginList("rules"u8); json.HasMore(); json.EndObject())
        {
            json.BeginObject();
            _rules.Add(new RuleHit(json.Word<TextRule>("rule"u8), json.Whole("start"u8), json.Whole("length"u8)));
        }

        return [.. _rules];
    }

    private FaceSignal[] Faces(ref WrittenJson json)
    {
        _faces.Clear();
        for (json.BeginList("faces"u8); json.HasMore(); json.EndObject())
        {
            json.BeginObject();
            _faces.Add(new FaceSignal { Box = Box(ref json), Detection = json.Number("detection"u8), Quality = Quality(ref json), Age = json.Has("age"u8) ? Age(ref json) : null });
        }

        return [.. _faces];
    }

    private static NormalizedBox Box(ref WrittenJson json)
    {
        json.Pass("box"u8);
        json.BeginObject();
        var box = new NormalizedBox(json.Number("left"u8), json.Number("top"u8), json.Number("width"u8), json.Number("height"u8));
        json.EndObject();
        return box;
    }

    private FaceQualitySignal Quality(ref WrittenJson json)
    {
        json.Pass("quality"u8);
        json.BeginObject();
        var quality = new FaceQualitySignal
        {
            Band = json.Word<FaceQualityBand>("band"u8),
            SizePx = json.Number("sizePx"u8),
            Sharpness = json.Number("sharpness"u8),
            Brightness = json.Number("brightness"u8),
            OutsideShare = json.Number("outsideShare"u8),
            Faults = Faults(ref json),
        };
        json.EndObject();
        return quality;
    }

    private FaceFault[] Faults(ref WrittenJson json)
    {
        _faults.Clear();
        for (json.BeginList("faults"u8); json.HasMore();)
            _faults.Add(json.Word<FaceFault>());
        return [.. _faults];
    }

    private static AgeReading Age(ref WrittenJson json)
    {
        json.BeginObject();
        var age = new AgeReading(json.Number("expectedYears"u8), json.Number("spreadYears"u8), json.Number("under18Mass"u8)) { HeadUnder18 = json.NumberOrNull("headUnder18"u8) };
        json.EndObject();
        return age;
    }
}
