using System.Text;
using Moderation.Tests.Support;

namespace Moderation.Tests.Architecture;

public sealed class ConfigurationDocumentTests
{
    private const string Introduction =
        """
        # Configuration

        Worker and Api read the ordinary .NET configuration: environment variables (`Kafka__BootstrapServers`, two underscores between section and
        key) and arguments (`--Kafka:BootstrapServers=…`), the latter winning. A key that is not in these tables, or a value out of its range, stops the
        start with its name. Times are written `hh:mm:ss`, with days in front and fractions behind where needed (`7.00:00:00`, `00:00:00.250`).
        Log levels are set by the framework's own section `Logging`.

        Written by a test from the options classes and their comments; change those, then run it with `MODERATION_WRITE_DOCS=1`.

        """;

    [Fact]
    public Task Document_is_what_the_code_reads()
    {
        var text = new StringBuilder(Introduction);
        Append(text, "Worker", OptionCatalogue.Worker);
        Append(text, "Api", OptionCatalogue.Api);
        text.AppendLine().AppendLine("The Api also needs `ConnectionStrings:Moderation`, the connection string of its PostgreSQL database; it has no default. Unless it says otherwise, at most 25 connections are opened (`Maximum Pool Size`) and statements are kept prepared (`Max Auto Prepare=200`; a pooler between that cannot keep them needs 0).")
            .AppendLine("`Evidence`, `Evidence:Text` and `Decisions` must say what they say to the Worker: backtests and the sheets' own tests are decided by them.");
        return StoredDocument.AssertAsync("configuration.md", text.ToString());
    }

    [Fact]
    public void Every_setting_says_what_it_means()
    {
        var entries = OptionCatalogue.Worker.Concat(OptionCatalogue.Api).SelectMany(OptionCatalogue.Entries).ToList();

        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.True(entry.Meaning.Length > 0, $"{entry.Key} has no comment"));
    }

    private static void Append(StringBuilder text, string host, IEnumerable<Type> options)
    {
        text.AppendLine().AppendLine($"## {host}").AppendLine().AppendLine("| key | default | allowed | meaning |").AppendLine("|---|---|---|---|");
        foreach (var entry in options.SelectMany(OptionCatalogue.Entries))
            text.AppendLine($"| `{entry.Key}` | {entry.DefaultText} | {Cell(entry.Allowed)} | {Cell(entry.Meaning)} |");
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
