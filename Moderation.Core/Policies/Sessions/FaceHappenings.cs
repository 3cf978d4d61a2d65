using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Act = Moderation.Core.Policies.Sessions.Happening.Act;

namespace Moderation.Core.Policies.Sessions;

/// <summary>What the camera shows.</summary>
internal static class FaceHappenings
{
    // A face as large as a webcam shows it; size and sharpness do not move evidence, the band does.
    private const double FaceShare = 0.2;
    private const double MostYears = 120;
    private const double DefaultSpreadYears = 4;

    public static IEnumerable<KeyValuePair<string, Func<SessionFields, Act?>>> Kinds { get; } = new Dictionary<string, Func<SessionFields, Act?>>
    {
        ["face"] = ReadFace,
        ["frame"] = ReadFrame,
    };

    /// <summary><c>face: host, reads: 7</c>: a clear face whose age is read so; a list of ages is gone through and begun again. <c>quality: poor</c> is a face that proves little.</summary>
    private static Act? ReadFace(SessionFields fields)
    {
        var who = fields.Id("face");
        var ages = fields.Numbers("reads", 0, MostYears);
        var band = fields.Word<FaceQualityBand>("quality") ?? FaceQualityBand.Clear;
        var spread = fields.Number("spread", 0, MostYears) ?? DefaultSpreadYears;
        var side = fields.Text("side") switch
        {
            null or "middle" => 0.5,
            "left" => 0.25,
            "right" => 0.75,
            var other => fields.Fault<double?>(fields.Node("side")!, $"side cannot be '{other}'{NearestWord.Hint(other, ["left", "middle", "right"])}"),
        };
        if (ages is null && !fields.Has("reads") && band == FaceQualityBand.Clear)
            fields.Fault<object>(fields.Map, "reads is missing: the age that the model reads on the face, in years; or quality: poor");
        if (who is not { } name || side is not { } across)
            return null;
        return (stage, at) =>
        {
            if (stage.Person(name.For(at.Repetition), at) is { } person)
                stage.Show(at, Face(person.Tile, across, band, ages is null ? null : Reading(ages[(at.Repetition - 1) % ages.Count], spread)));
        };
    }

    /// <summary><c>frame: empty</c> is a frame without a face, <c>frame: not_scored</c> one that the models failed on.</summary>
    private static Act? ReadFrame(SessionFields fields) => fields.Text("frame") switch
    {
        "empty" => (stage, at) => stage.Show(at, null),
        "not_scored" => (stage, at) => stage.Show(at, null, scored: false),
        null => null,
        var other => fields.Fault<Act>(fields.Node("frame")!, $"frame cannot be '{other}'{NearestWord.Hint(other, ["empty", "not_scored"])}"),
    };

    private static AgeReading Reading(double years, double spread) => new(years, spread, years < 18 ? 0.9 : 0.1);

    private static FaceSignal Face(NormalizedBox tile, double across, FaceQualityBand band, AgeReading? age)
    {
        var (width, height) = (tile.Width * FaceShare, tile.Height * FaceShare);
        var isPoor = band == FaceQualityBand.Poor;
        return new FaceSignal
        {
            Box = new NormalizedBox(tile.Left + tile.Width * across - width / 2, tile.Top + tile.Height * 0.4 - height / 2, width, height),
            Detection = 0.9,
            Quality = new FaceQualitySignal
            {
                Band = band, SizePx = isPoor ? 30 : 150, Sharpness = isPoor ? 10 : 250, Brightness = 0.5, OutsideShare = 0, Faults = isPoor ? [FaceFault.Small, FaceFault.Blurred] : [],
            },
            Age = age,
        };
    }
}
