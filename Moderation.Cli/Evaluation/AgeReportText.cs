using System.Globalization;

namespace Moderation.Cli.Evaluation;

/// <summary>Prints an age report for people.</summary>
internal static class AgeReportText
{
    public static void Write(AgeReport report, TextWriter output)
    {
        Line($"models            {string.Join(", ", report.Models.Select(m => $"{m.Name} {m.Hash}"))}");
        Line($"pictures          {report.Images} ({report.Missing} missing, {report.Undecodable} undecodable)");
        Line($"faces             {report.FacesRead} read ({report.FacesReadPoor} of poor quality), {report.FacesNotFound} not found, {report.FacesTooPoor} too poor to read");
        Line($"");
        Line($"label       count    MAE    bias   (years)");
        foreach (var band in report.Bands)
            Line($"{band.Band,-10} {band.Count,6} {Number(band.MeanAbsoluteError),6} {Number(band.Bias),7}");
        Line($"");
        var head = report.Head;
        if (head is not null)
            Line($"{"by",-48} {"age",15} {"age head",15}");
        Line($"{"AUC under 18",-48} {Number(report.AucUnder18, "F3"),15} {HeadOnly(Number(head?.AucUnder18, "F3"))}");
        Line($"{"AUC 13-17 against 18-25",-48} {Number(report.AucMinors13To17Against18To25, "F3"),15} {HeadOnly(Number(head?.AucMinors13To17Against18To25, "F3"))}");
        foreach (var (gate, i) in report.Minors13To17Found.Select((gate, i) => (gate, i)))
            Line($"{$"13-17 found at 1 % / 5 % false alarms on {gate.Adults}",-48} {Shares(gate),15} {HeadOnly(Shares(head?.Minors13To17Found[i]))}");
        Line($"adults read under 18 / 21  {Percent(report.AdultsReadUnder18)} / {Percent(report.AdultsReadUnder21)}");
        Line($"median ms                  decode {Number(report.Milliseconds.DecodePerPicture)}, detect {Number(report.Milliseconds.DetectPerPicture)}, age {Number(report.Milliseconds.AgePerFace)} per face{(head is null ? "" : $", with the age head {Number(report.Milliseconds.AgeWithHeadPerFace)}")}");

        string HeadOnly(string text) => head is null ? "" : $"{text,15}";

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture).TrimEnd());
    }

    private static string Shares(AgeGate? gate) => $"{Percent(gate?.AtOnePercent)} / {Percent(gate?.AtFivePercent)}";

    private static string Number(double? value, string format = "F2") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Percent(double? share) => share is { } s ? (s * 100).ToString("F1", CultureInfo.InvariantCulture) + " %" : "-";
}
