using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Vault;

namespace Moderation.Api.Evidence.Vault;

/// <summary>Which master keys the vault is under, and changing that. Ids and counts only: neither keys nor cases.</summary>
internal static class KeyEndpoints
{
    private const string Path = "/v1/evidence/keys";

    public static void MapVaultKeys(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, List)
            .Requires(Permission.Jobs)
            .WithTags("Evidence")
            .WithName("ListVaultKeys")
            .WithSummary("The vault's master keys by their ids, how many cases are under each, and how far their rotation is. Counts afresh: it looks at every case.");
        endpoints.MapPost(Path + ":rotate", RotateAsync)
            .Requires(Permission.Jobs)
            .WithTags("Evidence")
            .WithName("RotateVaultKeys")
            .WithSummary("Puts every case's key under the current master keys, in the background. Asked again while it runs it changes nothing; asked after an interruption it goes on.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static Ok<VaultKeysResponse> List(KeyCensus census, KeyRotator rotator) => TypedResults.Ok(VaultKeysResponse.From(census, rotator));

    private static async Task<Results<Accepted<VaultKeysResponse>, ProblemHttpResult>> RotateAsync(
        HttpRequest request, EvidenceRequest body, KeyCensus census, KeyRotator rotator, CancellationToken token)
    {
        if (RequestActor.Read(request, body.Actor, body.Note, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        if (string.IsNullOrWhiteSpace(body.Note))
            return Problems.InvalidRequest("Say why: the field 'note'.");
        await rotator.BeginAsync(actor, body.Note.Trim(), token);
        return TypedResults.Accepted(Path, VaultKeysResponse.From(census, rotator));
    }
}

/// <summary>The vault's master keys.</summary>
/// <param name="Keys">Every key that is known here or that a case is under.</param>
/// <param name="Unreadable">Cases whose wrapped key nobody can read; the log names them when they are rotated.</param>
/// <param name="Rotation">The rotation that this process runs or ran last; null where there was none since it started.</param>
public sealed record VaultKeysResponse(IReadOnlyList<VaultKeyResponse> Keys, long Unreadable, RotationProgress? Rotation)
{
    internal static VaultKeysResponse From(KeyCensus census, KeyRotator rotator)
    {
        var (keys, rotation, counts) = (census.Keys, rotator.Progress, census.Count());
        return new VaultKeysResponse(
            [.. Of(VaultKeyUse.Evidence, counts.Master, keys.Master), .. Of(VaultKeyUse.LegalHold, counts.Hold, keys.CanHold ? keys.Hold : null)], counts.Unreadable.Count, rotation);
    }

    private static IEnumerable<VaultKeyResponse> Of(VaultKeyUse use, IReadOnlyDictionary<string, long> counts, KeyRing? ring) =>
        from id in counts.Keys.Concat(ring?.Ids ?? []).Distinct().Order(StringComparer.Ordinal)
        select new VaultKeyResponse(id, use, id == ring?.CurrentId, ring?.Ids.Contains(id) == true, counts.GetValueOrDefault(id));
}

/// <summary>One master key.</summary>
/// <param name="Id">Its id, which tells nothing about it.</param>
/// <param name="Use">What it wraps keys for.</param>
/// <param name="IsCurrent">Whether new keys are wrapped with it.</param>
/// <param name="IsKnown">Whether this process has it. A key that is not known and that cases are under opens nothing here.</param>
/// <param name="Cases">How many cases are under it. One that is known, not current, and under which there are none may be taken away.</param>
public sealed record VaultKeyResponse(string Id, VaultKeyUse Use, bool IsCurrent, bool IsKnown, long Cases);
