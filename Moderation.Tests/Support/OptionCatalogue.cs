using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Moderation.Api.Hosting;
using Moderation.Cli.Topics.AsyncApi;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;

namespace Moderation.Tests.Support;

/// <summary>One setting: its place in the configuration, and the property that holds it.</summary>
internal sealed record OptionEntry(string Key, PropertyInfo Property, object? Default)
{
    public string Meaning => new CodeComments(Property.DeclaringType!.Assembly).Of(Property) ?? "";

    /// <summary>What its attributes allow, in words; empty where the type alone says it.</summary>
    public string Allowed => string.Join(", ", Property.GetCustomAttributes<ValidationAttribute>().Select(Words).Where(words => words.Length > 0));

    public string DefaultText => Default switch
    {
        null or "" => "–",
        TimeSpan span when span.Ticks % TimeSpan.TicksPerSecond != 0 => $"`{span.ToString().TrimEnd('0')}`",
        IFormattable value => $"`{value.ToString(null, CultureInfo.InvariantCulture)}`",
        var value => $"`{value}`",
    };

    private string Words(ValidationAttribute attribute) => attribute switch
    {
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} … {range.Maximum}"),
        RegularExpressionAttribute pattern => $"`{pattern.Pattern}`",
        MaxLengthAttribute longest => $"at most {longest.Length} characters",
        EnumDataTypeAttribute words => string.Join(" or ", Enum.GetNames(words.EnumType)),
        RequiredAttribute when Default is null or "" => "required",
        _ => "",
    };
}

/// <summary>Every options class that Worker and Api read, found by its <c>Section</c>.</summary>
internal static class OptionCatalogue
{
    public static IReadOnlyList<Type> Worker { get; } = [.. WithSection(typeof(KafkaOptions).Assembly).Concat(WithSection(typeof(WorkerOptions).Assembly))];

    /// <summary>Core's options come last: those of Kafka, and what backtests and the sheets' own tests are decided by, as the Worker has it.</summary>
    public static IReadOnlyList<Type> Api { get; } = [.. WithSection(typeof(ApiOptions).Assembly).Concat(WithSection(typeof(KafkaOptions).Assembly))];

    public static string SectionOf(Type type) => (string)type.GetField("Section")!.GetRawConstantValue()!;

    /// <summary>The settings of a class and of the classes inside it, in the order they are declared.</summary>
    public static IEnumerable<OptionEntry> Entries(Type type) => Entries(SectionOf(type), Activator.CreateInstance(type)!);

    private static IEnumerable<OptionEntry> Entries(string path, object options) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).SelectMany(property =>
            property.GetValue(options) is { } value && value.GetType() is { IsClass: true } inner && inner != typeof(string)
                ? Entries($"{path}:{property.Name}", value)
                : [new OptionEntry($"{path}:{property.Name}", property, property.GetValue(options))]);

    private static IEnumerable<Type> WithSection(Assembly assembly) => assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("Section") is { IsLiteral: true })
        .OrderBy(SectionOf, StringComparer.Ordinal);
}
