using System.CommandLine;
using Moderation.Cli.Host;

namespace Moderation.Cli.Review;

/// <summary><c>moderation audit</c>: whether the audit log is whole, and its key.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Whether the log of what people did and saw is whole, and its key.") { AuditVerifyCommand.Create(), Key() };

    private static Command Key()
    {
        var file = new Argument<string>("file") { Description = "Where to write it; a file that is there is never written over." };
        var command = new Command("key", "Makes a private key that signs the audit log (ECDSA, P-256, PEM), readable by its owner alone.") { file };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            HostKeys.WriteNewAuditKey(path);
            parsed.InvocationConfiguration.Output.WriteLine($"{path} is written; give it to the Api as Audit:KeyFile, and keep a copy where the database's backups are not");
        });
        return command;
    }
}
