using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Core.Review.Audit;
using Npgsql;

namespace Moderation.Api.Review.Audit;

/// <summary>Writes down what people did and saw. An entry is there when, and only when, the change that it tells is: both are in one transaction.</summary>
/// <remarks>No lock is taken, so that requests do not wait for each other; <see cref="AuditSealer"/> puts the entries into one order afterwards.</remarks>
internal sealed class AuditLog(TimeProvider time)
{
    private static readonly SqlStatement Insert = new(
        "insert into audit_entry (at, kind, actor, target, detail) values (@at, @kind, @actor, @target, @detail)");

    /// <summary>Adds an entry to a transaction.</summary>
    /// <param name="tx">The transaction of what is told; the caller commits it.</param>
    /// <param name="e">What happened.</param>
    /// <param name="token">Gives up.</param>
    public Task AppendAsync(NpgsqlTransaction tx, AuditEvent e, CancellationToken token) => tx.ExecuteAsync(
        Insert,
        new
        {
            at = AuditChain.ToMicrosecond(time.GetUtcNow()), e.Kind, e.Actor, e.Target,
            detail = CanonicalJson.Of(JsonSerializer.SerializeToElement(e.Detail, JsonSerializerOptions.Web)),
        },
        token);
}
