using System.Reflection;
using System.Text.Json.Serialization;

namespace Moderation.Core.PolicyReports.Statements;

/// <summary>Writes an enum as the word that the transparency database has for it, and reads nothing else: a number in its place is an error.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class StatementWordConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>The words that the transparency database has for an enum's values.</summary>
public static class StatementWord
{
    /// <summary>Every word, in the order of the enum.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Table<T>.Words;

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly IReadOnlyList<string> Words =
            [.. typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name)];
    }
}
