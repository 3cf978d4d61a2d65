using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Hosting;
using Moderation.Cli.Host;
using Moderation.Models.Faces;
using Moderation.Models.Text;
using Moderation.Tests.Support;
using Moderation.Worker.Hosting;

namespace Moderation.Tests.Architecture;

public sealed class OptionTests
{
    private const string Misspelt = "Mispelt";
    private const string Broker = "Kafka:BootstrapServers";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string> WorkerSections() => [.. OptionCatalogue.Worker.Select(OptionCatalogue.SectionOf)];

    public static TheoryData<string> ApiSections() => [.. OptionCatalogue.Api.Select(OptionCatalogue.SectionOf)];

    public static TheoryData<string> Ranged() => [.. Ranges().Select(range => range.Entry.Key).Distinct()];

    [Fact]
    public void Every_class_of_options_says_where_it_is_bound()
    {
        var nameless = new[] { typeof(WorkerOptions), typeof(ApiOptions) }.SelectMany(type => type.Assembly.GetTypes())
            .Where(type => !type.IsAbstract && type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("Section") is null);

        Assert.Empty(nameless);
    }

    [Theory]
    [MemberData(nameof(WorkerSections))]
    public async Task A_key_that_the_worker_does_not_know_stops_its_start_by_name(string section)
    {
        await using var app = WorkerHost.Create(
            [$"--{Broker}=127.0.0.1:1", "--Worker:Url=http://127.0.0.1:0", $"--Models:Directory={Path.Combine(Repository.Root, "models")}", $"--{section}:{Misspelt}=1"],
            builder => builder.Services.AddSingleton<IFrameScorerFactory>(ScriptedScorers.OneFace(30)).AddSingleton<ITextScorerFactory>(ScriptedTextScorers.Calm()));

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync());

        Assert.Contains(Misspelt, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ApiSections))]
    public async Task A_key_that_the_api_does_not_know_stops_its_start_by_name(string section)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var outcome = await CommandLine.RunAsync(
            [
                "dotnet", typeof(ApiOptions).Assembly.Location, $"--{Broker}=127.0.0.1:1", "--ConnectionStrings:Moderation=Host=127.0.0.1;Port=1;Username=x;Password=y",
                "--Database:StartWait=00:00:00", "--urls=http://127.0.0.1:0", $"--{section}:{Misspelt}=1",
            ],
            deadline.Token);

        Assert.Contains(Misspelt, outcome.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, outcome.ExitCode);
    }

    [Fact]
    public void Defaults_are_valid()
    {
        Assert.All(OptionCatalogue.Worker.Concat(OptionCatalogue.Api).Distinct(), type => Assert.Empty(Faults(type, Broker, "127.0.0.1:1")));
    }

    [Theory]
    [MemberData(nameof(Ranged))]
    public void A_value_just_outside_its_range_is_refused_by_name(string key)
    {
        foreach (var (type, entry, range) in Ranges().Where(range => range.Entry.Key == key))
        {
            foreach (var value in Outside(range, entry.Property.PropertyType))
                Assert.Contains(Faults(type, key, value), fault => fault.Contains(entry.Property.Name, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<(Type Type, OptionEntry Entry, RangeAttribute Range)> Ranges() =>
        from type in OptionCatalogue.Worker.Concat(OptionCatalogue.Api).Distinct()
        from entry in OptionCatalogue.Entries(type)
        let range = entry.Property.GetCustomAttribute<RangeAttribute>()
        where range is not null
        select (type, entry, range);

    private static string[] Outside(RangeAttribute range, Type type)
    {
        if (type == typeof(TimeSpan))
        {
            var (least, most) = (TimeSpan.Parse((string)range.Minimum, CultureInfo.InvariantCulture), TimeSpan.Parse((string)range.Maximum, CultureInfo.InvariantCulture));
            return [(least - TimeSpan.FromTicks(1)).ToString(), (most + TimeSpan.FromTicks(1)).ToString()];
        }

        if (type == typeof(double))
            return [Text(Math.BitDecrement((double)range.Minimum)), Text(Math.BitIncrement((double)range.Maximum))];
        return [Text(Convert.ToInt64(range.Minimum, CultureInfo.InvariantCulture) - 1), Text(Convert.ToInt64(range.Maximum, CultureInfo.InvariantCulture) + 1)];
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>Binds one setting the way the hosts do, and asks what is wrong.</summary>
    private static IEnumerable<string> Faults(Type type, string key, string value)
    {
        var settings = new Dictionary<string, string?> { [Broker] = "127.0.0.1:1", [key] = value };
        var options = Activator.CreateInstance(type)!;
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection(OptionCatalogue.SectionOf(type)).Bind(options);
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return faults.Select(fault => fault.ErrorMessage ?? "");
    }
}
