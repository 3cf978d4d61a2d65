using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Moderation.Cli.Policies;

/// <summary>Where the policy commands write: tables for people, one JSON value for programs.</summary>
internal static class PolicyOutput
{
    private const int WidthOutsideTerminals = 160;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static void WriteJson(this TextWriter output, object value) => output.WriteLine(JsonSerializer.Serialize(value, Options));

    public static void WriteTable(this TextWriter output, Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), ColorSystem = ColorSystemSupport.NoColors, Ansi = AnsiSupport.No });
        // a file or a pipe has no width of its own, and a table folded at 80 columns reads badly there
        if (!ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected)
            console.Profile.Width = WidthOutsideTerminals;
        console.Write(table);
    }

    public static Table Table(params string[] columns) => new Table { Border = TableBorder.Simple }.AddColumns([.. columns.Select(column => column.EscapeMarkup())]);

    public static void Row(this Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => cell.EscapeMarkup())]);
}
