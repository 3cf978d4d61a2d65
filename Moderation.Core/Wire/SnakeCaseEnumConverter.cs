using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Core.Wire;

/// <summary>Writes an enum as a lower-case word with underscores, and reads nothing else: a number in its place is an error.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class SnakeCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
