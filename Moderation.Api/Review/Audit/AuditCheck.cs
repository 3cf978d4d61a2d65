using System.Data;
using Moderation.Core.Review.Audit;
using Npgsql;

namespace Moderation.Api.Review.Audit;

/// <summary>Reads the whole chain and finds the first thing that is wrong with it.</summary>
internal sealed class AuditCheck(NpgsqlDataSource source, AuditKey key, ILogger<AuditCheck> log)
{
    private const int PageLength = 2000;

    /// <summary>Checks everything that was sealed when it began.</summary>
    /// <param name="token">Gives up.</param>
    public async Task<AuditVerification> RunAsync(CancellationToken token)
    {
        // One snapshot: what is sealed meanwhile comes with a root that this one does not see.
        await using var connection = await source.OpenConnectionAsync(token);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
        var roots = await AuditStore.RootsAsync(snapshot, token);
        var own = roots.Where(root => root.KeyId == key.KeyId).ToList();
        var verifier = new AuditVerifier(roots);
        var count = await WalkAsync(snapshot, verifier, token);
        var fault = verifier.Finish() ?? own.Where(root => !key.Use(root.IsSignedBy)).Select(BadSignature).FirstOrDefault();
        if (fault is not null)
            log.AuditFaulty(fault.Seq, fault.Text);
        return new AuditVerification
        {
            Intact = fault is null, Fault = fault, Entries = count, Unsealed = await AuditStore.UnsealedAsync(snapshot, token), LastSeq = verifier.Place.Seq,
            LastHash = verifier.Place.Hash, RootsChecked = own.Count, RootsOfOtherKeys = roots.Count - own.Count, KeyId = key.KeyId,
        };
    }

    private static async Task<long> WalkAsync(NpgsqlTransaction snapshot, AuditVerifier verifier, CancellationToken token)
    {
        var (count, after) = (0L, long.MinValue);
        while (await AuditStore.SealedAsync(snapshot, after, PageLength, token) is { Count: > 0 } page)
        {
            foreach (var row in page)
                verifier.Take(row.ToEntry());
            (count, after) = (count + page.Count, page[^1].Seq!.Value);
        }

        return count;
    }

    private static AuditFault BadSignature(AuditRoot root) =>
        new(root.Seq, AuditFaultKind.BadSignature, $"the root of {root.Day:yyyy-MM-dd} is not signed by the key that it names");
}
