using System.Text;
using Microsoft.Extensions.Options;
using Moderation.Api.Database;
using Moderation.Api.Hosting;
using Moderation.Core.Policies;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Policies;

/// <summary>Takes the shipped sheets in when the service starts, after the migrations and before anything is served.</summary>
/// <remarks>Only an installation without any policy is given versions that decide. Later ones come as drafts: what decides is changed by people alone.</remarks>
internal sealed class PolicyImport(NpgsqlDataSource source, IOptions<PolicyOptions> options, TimeProvider time, ILogger<PolicyImport> log)
    : IHostedLifecycleService
{
    private static readonly SqlQuery<PolicyRow> SelectPolicies = new("select name, revision, changed_at from policy order by name");

    // Two processes that start at once must not both find an empty database. Any number will do, as long as every build uses the same one.
    private static readonly SqlStatement Lock = new("select pg_advisory_xact_lock(@key)");
    private const long LockKey = 0x6d6f64_696d70;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(options.Value.Directory);
        if (!Directory.Exists(folder))
        {
            log.NoSheets(folder);
            return;
        }

        var sheets = Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(Read).ToList();
        if (sheets.GroupBy(sheet => sheet.Sheet.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new StartRefusedException($"{folder} has two sheets of policy {twice.Key}");
        // One transaction for all: after a crash in between, the rest would be drafts of an installation that has policies.
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await transaction.ExecuteAsync(Lock, new { key = LockKey }, cancellationToken);
        var isFirst = (await transaction.QueryAsync(SelectPolicies, new { }, cancellationToken)).Count == 0;
        var count = 0;
        foreach (var (sheet, yaml) in sheets)
            count += await ImportAsync(transaction, sheet, yaml, isFirst ? options.Value.Bootstrap : PolicyBootstrap.None, cancellationToken) ? 1 : 0;
        await transaction.CommitAsync(cancellationToken);
        log.SheetsImported(folder, sheets.Count, count);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static (CompiledSheet Sheet, string Yaml) Read(string path)
    {
        try
        {
            var yaml = File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return (SheetCompiler.FromYaml(yaml), yaml);
        }
        catch (SheetException e)
        {
            throw new StartRefusedException($"{path} is no policy sheet: {string.Join("; ", e.Faults)}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new StartRefusedException($"{path} is no UTF-8 text", e);
        }
    }

    private async Task<bool> ImportAsync(NpgsqlTransaction transaction, CompiledSheet sheet, string yaml, PolicyBootstrap bootstrap, CancellationToken token)
    {
        await using var change = await PolicyTransaction.JoinAsync(transaction, sheet.Name, isNew: true, time.GetUtcNow(), token)
            ?? throw new InvalidOperationException("the policy was just made");
        if (change.Versions.Any(version => version.SheetHash == sheet.SheetHash))
            return false;
        var added = await change.AddAsync(sheet, yaml, RequestActor.Shipped, PolicyEventKind.Created, "shipped with the service", token);
        if (bootstrap != PolicyBootstrap.None)
        {
            await change.MoveAsync(
                added, bootstrap == PolicyBootstrap.Live ? PolicyStage.Live : PolicyStage.Shadow, to => to,
                PolicyEventKind.Bootstrapped, RequestActor.Shipped, "the installation had no policies", token);
        }

        await change.CommitAsync(token);
        return true;
    }
}
