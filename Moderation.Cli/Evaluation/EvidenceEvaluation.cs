using System.Globalization;
using System.Text.Json.Nodes;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Fitting;

namespace Moderation.Cli.Evaluation;

/// <summary>The figures of <c>eval evidence</c>. The keys of the JSON form are stable.</summary>
internal sealed record EvidenceEvaluation(
    int Faces, int Frames, int Minors, AgeBeliefModel Model, string PriorSource, BeliefScores Belief, BeliefScores Naive, BeliefScores Independent,
    IReadOnlyList<CalibrationByFrames> ByFrames)
{
    // Which faces are held back together is dealt by this seed and the three after it; the fit's own report uses the same.
    private const int Seed = 1;

    private static readonly (double Value, string Key)[] Thresholds = [(0.80, "0_80"), (0.90, "0_90"), (0.97, "0_97")];

    public static EvidenceEvaluation Of(IReadOnlyList<LabelledFace> faces, AgeBeliefModel model, string priorSource) => new(
        faces.Count,
        faces.Sum(f => f.Readings.Count),
        faces.Count(f => f.IsMinor),
        model,
        priorSource,
        // The frames of such a table are independent readings: there is no event time to discount.
        BeliefScores.Of([.. faces.Select(f => new LabelledBelief(model.Under18(f.MeanReadYears, f.Readings.Count), f.IsMinor))]),
        BeliefScores.Of(NaiveBelief.OfAll(faces)),
        BeliefScores.Of(NaiveBelief.AsIfIndependent(faces, model)),
        CalibrationByFrames.Of(faces, null, model, Seed));

    public void WriteTable(TextWriter output)
    {
        Write(output, $"{Faces} faces, {Frames} frames, {Minors} under 18; prior from {PriorSource}, {Model.Prior.Under18:0.000} under 18; calibration {Model.Manifest.Hash}");
        Write(output, $"{"",-38}{"calib. error",13}{"Brier",9}{"log loss",10}{"AUC",8}   adults at 0.80 / 0.90 / 0.97   minors found");
        foreach (var (name, scores) in new[] { ("belief", Belief), ("naive: product of frame posteriors", Naive), ("naive: calibrated, frames independent", Independent) })
        {
            Write(output, $"{name,-38}{scores.CalibrationError,13:0.0000}{scores.Brier,9:0.0000}{scores.LogLoss,10:0.0000}{scores.Auc,8:0.0000}   {Shares(scores, minors: false),30}   {Shares(scores, minors: true)}");
        }

        output.WriteLine();
        output.WriteLine("calibration error  faces   belief, held back   belief, as shipped   naive: product   naive: independent");
        foreach (var row in ByFrames)
            Write(output, $"after {row.Frames} {(row.Frames == 1 ? "frame" : "frames"),-9}{row.Faces,8}{Text(row.HeldOut),20}{row.InSample,21:0.0000}{row.NaiveProduct,17:0.0000}{row.Independent,21:0.0000}");
        output.WriteLine("Held back: fitted again on four fifths of the persons and applied to the fifth, in turn; the worst of four dealings.");
        output.WriteLine();
        output.WriteLine("belief         faces   mean belief   share under 18");
        foreach (var bin in Belief.Bins)
            Write(output, $"{bin.From:0.0} to {bin.To:0.0} {bin.Count,10}{bin.MeanBelief,14:0.000}{bin.ShareUnder18,17:0.000}");
    }

    public string ToJson()
    {
        var json = new JsonObject
        {
            ["faces"] = Faces,
            ["frames"] = Frames,
            ["minors"] = Minors,
            ["prior_source"] = PriorSource,
            ["prior_under_18"] = Number(Model.Prior.Under18),
            ["manifest_hash"] = Model.Manifest.Hash,
        };
        Add(json, "", Belief);
        Add(json, "naive_", Naive);
        Add(json, "independent_", Independent);
        json["by_frames"] = new JsonArray([.. ByFrames.Select(row => new JsonObject
        {
            ["frames"] = row.Frames,
            ["faces"] = row.Faces,
            ["held_back_ece"] = Number(row.HeldOut),
            ["ece"] = Number(row.InSample),
            ["naive_ece"] = Number(row.NaiveProduct),
            ["independent_ece"] = Number(row.Independent),
        })]);
        json["reliability"] = new JsonArray([.. Belief.Bins.Select(b => new JsonObject
        {
            ["from"] = b.From,
            ["to"] = b.To,
            ["count"] = b.Count,
            ["mean_belief"] = Number(b.MeanBelief),
            ["share_under_18"] = Number(b.ShareUnder18),
        })]);
        return json.ToJsonString();
    }

    private static void Add(JsonObject json, string prefix, BeliefScores scores)
    {
        json[prefix + "ece"] = Number(scores.CalibrationError);
        json[prefix + "brier"] = Number(scores.Brier);
        json[prefix + "log_loss"] = Number(scores.LogLoss);
        json[prefix + "auc"] = Number(scores.Auc);
        foreach (var (value, key) in Thresholds)
            json[$"{prefix}adults_above_{key}"] = Number(scores.ShareAt(value, minors: false));
        foreach (var (value, key) in Thresholds)
            json[$"{prefix}minors_above_{key}"] = Number(scores.ShareAt(value, minors: true));
    }

    private static string Shares(BeliefScores scores, bool minors) =>
        string.Join(" / ", Thresholds.Select(t => scores.ShareAt(t.Value, minors).ToString("0.000", CultureInfo.InvariantCulture)));

    private static string Text(double value) => double.IsNaN(value) ? "too few faces" : value.ToString("0.0000", CultureInfo.InvariantCulture);

    // What cannot be computed (no adults, an empty bin) is null in JSON, which has no word for not-a-number.
    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(Math.Round(value, 6)) : null;

    private static void Write(TextWriter output, FormattableString line) => output.WriteLine(FormattableString.Invariant(line));
}
