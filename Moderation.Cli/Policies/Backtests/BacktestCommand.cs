using System.CommandLine;
using System.Globalization;
using Moderation.Cli.Host;
using Moderation.Cli.Policies.Recorded;
using Moderation.Core.Policies;
using Moderation.Core.PolicyReports.Backtests;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Spectre.Console;

namespace Moderation.Cli.Policies.Backtests;

/// <summary><c>moderation policy backtest</c>: what a sheet would have done to stored lives, beside what another version does.</summary>
internal static class BacktestCommand
{
    private const string Live = "live";
    private const string Nothing = "none";
    private const int DefaultThreads = 2;

    public static Command Create()
    {
        var sheet = new Option<string>("--sheet") { Description = "The candidate.", Required = true };
        var against = new Option<string>("--against") { Description = "What it is compared with: live (of the running service), none, a sheet's file, or policy@version.", DefaultValueFactory = _ => Live };
        var signals = new Option<string[]>("--signals") { Description = "Files or folders of stored signals (.jsonl, .jsonl.gz).", AllowMultipleArgumentsPerToken = true };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Read the signals topic, from this event time on." };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Up to this event time." };
        var outcomes = new Option<string?>("--outcomes") { Description = "What became of reports: a CSV of report_id,outcome, or api for the running service. Verdicts in the signals count anyway." };
        var threads = new Option<int>("--threads") { Description = "Threads that fold.", DefaultValueFactory = _ => Math.Min(DefaultThreads, Environment.ProcessorCount) };
        var csv = new Option<FileInfo?>("--csv") { Description = "Write every subject that is hit to this file." };
        var (bootstrap, api, json) = (PolicyArguments.Bootstrap(), PolicyArguments.Api(), PolicyArguments.Json());
        threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 64)
                result.AddError("--threads must be from 1 to 64");
        });
        var command = new Command("backtest", "Folds stored lives with a sheet and with the version that it is compared with.") { sheet, against, signals, from, to, outcomes, threads, csv, bootstrap, api, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(signals) is not null == (result.GetResult(from) is not null || result.GetResult(to) is not null))
                result.AddError("which signals? give --signals FILES, or --from and --to to read the topic");
        });
        command.SetAction(async (parsed, stop) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var candidate = SheetFile.Compile(parsed.GetRequiredValue(sheet));
            var other = await AgainstAsync(parsed.GetRequiredValue(against), candidate.Name, parsed.GetValue(api), stop);
            var book = await OutcomesAsync(parsed.GetValue(outcomes), candidate.Name, parsed.GetValue(api), stop);
            var question = new BacktestQuestion
            {
                Rules = PolicyRules.Load(ModerationHome.Find()),
                Candidate = candidate,
                Against = other,
                From = parsed.GetValue(from) ?? DateTimeOffset.MinValue,
                To = parsed.GetValue(to) ?? DateTimeOffset.MaxValue,
            };
            var backtest = new Backtest(question, book, parsed.GetValue(threads));
            var result = parsed.GetValue(signals) is { Length: > 0 } paths
                ? await WithProgressAsync(output, progress => backtest.RunAsync(SignalFiles.Read(SignalFiles.Find(paths), progress), stop))
                : await backtest.RunAsync(Records(PolicyArguments.FindBootstrap(parsed.GetValue(bootstrap)), parsed.GetValue(from), stop), stop);
            var report = BacktestReport.Of(question, result.Totals, result.Took, result.Threads);
            if (parsed.GetValue(csv) is { } file)
                await File.WriteAllLinesAsync(file.FullName, BacktestReport.Csv(result.Totals), stop);
            if (parsed.GetValue(json))
                output.WriteJson(report);
            else
                output.Print(report);
        });
        return command;
    }

    private static IEnumerable<LoggedLine> Records(string bootstrap, DateTimeOffset? from, CancellationToken stop) =>
        SignalLog.Read(bootstrap, from, stop).Select(result => new LoggedLine(
            result.Message.Value, new RecordRef(TopicNames.Signals, result.Partition.Value, result.Offset.Value), TopicNames.Signals, 0));

    private static async Task<CompiledSheet?> AgainstAsync(string against, string policy, Uri? api, CancellationToken stop)
    {
        if (against == Nothing)
            return null;
        if (against != Live)
            return await DiffCommand.ReadAsync(against, api, stop);
        using var service = PolicyApi.Open(api);
        var answer = await service.GetAsync($"v1/policies/{Uri.EscapeDataString(policy)}", stop);
        foreach (var version in answer.GetProperty("policy").GetProperty("versions").EnumerateArray())
        {
            if (version.GetProperty("state").GetString() == Live)
                return await DiffCommand.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"{policy}@{version.GetProperty("version").GetInt32()}"), api, stop);
        }

        throw new ToolException($"no version of {policy} is live; give --against FILE, or --against {Nothing}");
    }

    private static async Task<OutcomeBook> OutcomesAsync(string? source, string policy, Uri? api, CancellationToken stop)
    {
        var book = new OutcomeBook();
        if (source == "api")
        {
            using var service = PolicyApi.Open(api);
            await ServiceOutcomes.ReadAsync(service, policy, book, stop);
        }
        else if (source is not null)
        {
            book.ReadCsv(source, File.Exists(source) ? File.ReadLines(source) : throw new ToolException($"there is no file {source}"));
        }

        return book;
    }

    /// <summary>Shows a bar at a terminal; a file or a pipe gets the result only.</summary>
    private static async Task<BacktestResult> WithProgressAsync(TextWriter output, Func<Action<double>, Task<BacktestResult>> run)
    {
        if (!ReferenceEquals(output, Console.Out) || Console.IsErrorRedirected || Console.IsOutputRedirected)
            return await run(_ => { });
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().StartAsync(async context =>
        {
            var task = context.AddTask("lives");
            var result = await run(share => task.Value = 100 * share);
            task.Description = FormattableString.Invariant($"{result.TimesLivePerCore:0} x live time per core");
            task.Value = 100;
            return result;
        });
    }
}
