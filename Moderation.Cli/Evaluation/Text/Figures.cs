using System.Globalization;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>How figures are written for people; what has no data is a dash.</summary>
internal static class Figures
{
    public static string Number(double? value, string format = "F3") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    public static string Percent(double? share) => share is { } s ? (s * 100).ToString("F1", CultureInfo.InvariantCulture) + " %" : "-";

    public static void WriteInvariant(this TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
