using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Core.Decisions;

/// <summary>Hash of rules in normal form.</summary>
internal static class RuleHash
{
    /// <summary>First 16 hexadecimal digits of the SHA-256 over the parts, each preceded by its length, so that no two lists run together.</summary>
    /// <param name="parts">The rules, in an order that never changes.</param>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>Normal form of a time span: its ticks.</summary>
    /// <param name="span">The time span.</param>
    public static string Text(TimeSpan span) => span.Ticks.ToString(CultureInfo.InvariantCulture);

    /// <summary>Normal form of a number: the shortest text that reads back as the same.</summary>
    /// <param name="number">The number.</param>
    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Hash over every public setting of an options object, by name, so that no setting can be left out of it.</summary>
    /// <param name="options">Options without nested objects.</param>
    public static string OfOptions(object options) => Of([.. options.GetType().GetProperties()
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .SelectMany(property => new[] { property.Name, Text(property.GetValue(options)) })]);

    private static string Text(object? value) => value switch
    {
        TimeSpan span => Text(span),
        double number => Text(number),
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException("a setting of a kind that has no normal form yet"),
    };
}
