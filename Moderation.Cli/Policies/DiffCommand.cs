using System.CommandLine;
using Moderation.Core.Policies;

namespace Moderation.Cli.Policies;

/// <summary><c>moderation policy diff</c>: what differs between two sheets, in words. Exit code 1 where they decide differently.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        const string What = "A sheet's file, or a version of the running service as policy@version (number or hash).";
        var (before, after) = (new Argument<string>("before") { Description = What }, new Argument<string>("after") { Description = What });
        var (api, json) = (PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("diff", "What differs between two sheets in meaning, in words. Exit code 1 when anything does.") { before, after, api, json };
        command.SetAction(async (parsed, stop) =>
        {
            var old = await ReadAsync(parsed.GetRequiredValue(before), parsed.GetValue(api), stop);
            var now = await ReadAsync(parsed.GetRequiredValue(after), parsed.GetValue(api), stop);
            var changes = SheetChanges.Of(old.CanonicalJson, now.CanonicalJson);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteJson(new { Before = old.SheetHash, After = now.SheetHash, Changes = changes });
            }
            else
            {
                output.WriteLine(changes.Count == 0 ? $"both decide the same ({now.SheetHash})" : $"{old.Name} {old.SheetHash} -> {now.Name} {now.SheetHash}");
                foreach (var change in changes)
                    output.WriteLine($"  {change}");
            }

            return changes.Count == 0 ? 0 : 1;
        });
        return command;
    }

    /// <summary>A sheet by its file, or out of the running service.</summary>
    public static async Task<CompiledSheet> ReadAsync(string source, Uri? api, CancellationToken stop)
    {
        if (File.Exists(source))
            return SheetFile.Compile(source);
        if (source.Split('@') is not [{ Length: > 0 } policy, { Length: > 0 } version])
            throw new ToolException($"{source} is no file; a version of the running service is policy@version, such as minors.host@3");
        using var service = PolicyApi.Open(api);
        var answer = await service.GetAsync($"v1/policies/{Uri.EscapeDataString(policy)}/versions/{Uri.EscapeDataString(version)}", stop);
        return SheetCompiler.FromYaml(answer.GetProperty("yaml").GetString()!);
    }
}
