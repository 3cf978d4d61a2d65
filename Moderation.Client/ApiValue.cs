using System.Globalization;

namespace Moderation.Client;

/// <summary>Values as a query has them; null where there is none.</summary>
internal static class ApiValue
{
    public static string? Of(bool? value) => value switch { true => "true", false => "false", null => null };

    public static string? Of(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static string? Of(DateTimeOffset? value) => value?.ToString("O", CultureInfo.InvariantCulture);

    public static string? Of(DateOnly? value) => value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
